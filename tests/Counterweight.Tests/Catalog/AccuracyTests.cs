using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>Every kernel against its reference. Other register widths have the same bits: <see cref="ChecksumTests.DenseShapesHaveTheCommittedBits"/>.</summary>
[Trait("Registers", "any")]
public sealed class AccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(CaseNames.OthersWithInputs), MemberType = typeof(CaseNames))]
    public void EqualsItsReference(string name, InputKind kind) => Judge(name, kind, output);

    /// <summary>Compares every output of every shape.</summary>
    internal static void Judge(string name, InputKind kind, ITestOutputHelper output)
    {
        var kernel = KernelCatalog.Find(name);
        var worst = new Dictionary<string, (double Excess, string Where)>(StringComparer.Ordinal);
        foreach (var shape in Shapes.Dense(kernel))
        {
            using var set = Call.Prepare(kernel, shape, kind, Call.SeedOf(shape));
            var expected = kernel.Reference(set, shape);
            kernel.Run(set, shape, 1);
            foreach (var operand in kernel.Operands(shape).Where(operand => operand.IsOutput))
            {
                var (values, scale) = expected[operand.Name];
                var actual = Call.Values(set, operand);
                Assert.Equal(values.Length, actual.Length);
                var bound = kernel.BoundOf(operand.Name);
                var (most, at) = (worst.GetValueOrDefault(operand.Name).Excess, -1);
                for (var i = 0; i < values.Length; i++)
                {
                    // Most cells of histograms are 0 on both sides.
                    if (BitConverter.DoubleToInt64Bits(actual[i]) == BitConverter.DoubleToInt64Bits(values[i]))
                    {
                        continue;
                    }

                    var excess = Excess(kernel, bound, actual[i], values[i], scale?[i] ?? 0);
                    if (!(excess <= most))
                    {
                        (most, at) = (excess, i);
                    }
                }

                if (at >= 0)
                {
                    worst[operand.Name] = (most, FormattableString.Invariant($"{most:G3} of the bound: {operand.Name}[{at}] of {shape} is {actual[at]:R}, not {values[at]:R}"));
                }
            }
        }

        foreach (var (excess, where) in worst.Values)
        {
            output.WriteLine(where);
            Assert.True(excess <= 1, where);
        }
    }

    private static double Excess(KernelCase kernel, Bound bound, double actual, double expected, double scale) => kernel.ElementType == typeof(float)
        ? bound.Excess<float>(actual, expected, scale)
        : bound.Excess<double>(actual, expected, scale);
}
