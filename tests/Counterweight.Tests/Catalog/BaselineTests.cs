using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>What benchmarks compare a kernel with does the same work.</summary>
[Trait("Registers", "any")]
public sealed class BaselineTests
{
    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void TheScalarLoopIsRight(string name) => Judge(name, (kernel, set, shape) => kernel.RunScalar(set, shape));

    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void TheCompositionIsRight(string name)
    {
        Assert.SkipWhen(KernelCatalog.Find(name).RunTensorPrimitives is null, "No composition of TensorPrimitives makes sense.");
        Judge(name, (kernel, set, shape) => kernel.RunTensorPrimitives!(set, shape));
    }

    private static void Judge(string name, Action<KernelCase, OperandSet, Shape> run)
    {
        var kernel = KernelCatalog.Find(name);
        foreach (var shape in Shapes.Few(kernel))
        {
            using var set = Call.Prepare(kernel, shape, InputKind.Ordinary);
            var reference = kernel.Reference(set, shape);
            run(kernel, set, shape);
            foreach (var output in kernel.Operands(shape).Where(operand => operand.IsOutput))
            {
                Assert.All(Call.Values(set, output).Zip(reference[output.Name].Values), pair => Assert.True(
                    pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-4 * Math.Max(1, Math.Abs(pair.Second)), $"{output.Name} of {shape}: {pair}"));
            }
        }
    }
}
