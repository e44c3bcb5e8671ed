using System.Reflection;
using System.Reflection.Emit;

namespace Counterweight.Tests.Blocks;

/// <summary>Which members of a contract a class calls, as its code has them.</summary>
internal static class CalledMembers
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Metadata tokens of the members of <paramref name="contract"/> that methods of <paramref name="type"/> and of its lambdas call.</summary>
    public static HashSet<int> Of(Type type, Type contract)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var called = new HashSet<int>();
        foreach (var part in definition.GetNestedTypes(Any).Prepend(definition))
        {
            foreach (var method in part.GetMethods(Any).Cast<MethodBase>().Concat(part.GetConstructors(Any)))
            {
                Collect(method, contract, called);
            }
        }

        return called;
    }

    private static void Collect(MethodBase method, Type contract, HashSet<int> called)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            var opcode = Codes[value];
            at += opcode.Size;
            if (opcode.OperandType is OperandType.InlineMethod or OperandType.InlineTok)
            {
                var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), method.DeclaringType!.GetGenericArguments(), arguments);
                if (member is MethodBase { DeclaringType: { IsGenericType: true } owner } && owner.GetGenericTypeDefinition() == contract)
                {
                    called.Add(member.MetadataToken);
                }
            }

            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
