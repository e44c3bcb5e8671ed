using System.Numerics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Simd;
using Xunit;

namespace Counterweight.Tests.Blocks;

/// <summary>
/// Runs the laws of a class generic over block and element type. Blocks are internal, and so such a class cannot be a
/// public class of tests itself.
/// </summary>
internal static class LawsOfBlocks
{
    private static readonly Dictionary<string, (Type Block, Type Element)> Blocks = new(StringComparer.Ordinal)
    {
        ["VectorBlock<float, One>"] = (typeof(VectorBlock<float, Registers.One>), typeof(float)),
        ["VectorBlock<double, One>"] = (typeof(VectorBlock<double, Registers.One>), typeof(double)),
        ["VectorBlock<float, Two>"] = (typeof(VectorBlock<float, Registers.Two>), typeof(float)),
        ["VectorBlock<double, Two>"] = (typeof(VectorBlock<double, Registers.Two>), typeof(double)),
        ["VectorBlock<float, Four>"] = (typeof(VectorBlock<float, Registers.Four>), typeof(float)),
        ["VectorBlock<double, Four>"] = (typeof(VectorBlock<double, Registers.Four>), typeof(double)),
        ["Vector512Block<float>"] = (typeof(Vector512Block<float>), typeof(float)),
        ["Vector512Block<double>"] = (typeof(Vector512Block<double>), typeof(double)),
    };

    /// <summary>Every law of a class beside every block.</summary>
    public static TheoryData<string, string> Of(Type laws) => [.. from block in Blocks.Keys from law in Methods(laws) select (block, Name(law))];

    public static void Run(Type laws, string block, string name)
    {
        var (blockType, element) = Blocks[block];
        Assert.SkipUnless(!block.StartsWith("Vector512", StringComparison.Ordinal) || Vector512.IsHardwareAccelerated, "No 512-bit registers here.");
        Assert.SkipUnless(Marshal.SizeOf(blockType.GetGenericArguments()[^1]) * Vector<byte>.Count <= 64 || block.StartsWith("Vector512", StringComparison.Ordinal), "No block of so many registers as wide as these.");
        var closed = laws.MakeGenericType(blockType, element);
        var (method, law) = Methods(closed).Single(law => string.Equals(Name(law), name, StringComparison.Ordinal));
        try
        {
            method.Invoke(Activator.CreateInstance(closed), law.Arguments);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }

    private static IEnumerable<(MethodInfo Method, LawAttribute Law)> Methods(Type laws) =>
        from method in laws.GetMethods()
        from law in method.GetCustomAttributes<LawAttribute>()
        select (method, law);

    private static string Name((MethodInfo Method, LawAttribute Law) law) =>
        law.Law.Arguments.Length == 0 ? law.Method.Name : $"{law.Method.Name}({string.Join(", ", law.Law.Arguments)})";
}
