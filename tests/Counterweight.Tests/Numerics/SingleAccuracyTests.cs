using Counterweight.Reference.Precision;
using Xunit;

namespace Counterweight.Tests.Numerics;

public sealed class SingleAccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [Trait("Registers", "any")]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void Every61stFloat(string name) => Walk(name, 61);

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void EveryFloat(string name) => Walk(name, 1);

    [Theory]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void EdgesAndTheirNeighbours(string name)
    {
        var function = ElementaryFunction.All[name];
        var edges = new List<float>();
        foreach (var edge in (IEnumerable<float>)[0, float.Epsilon, 1.1754944e-38f, 1, float.MaxValue, float.PositiveInfinity, .. function.Thresholds.Select(t => (float)t)])
        {
            var bits = BitConverter.SingleToInt32Bits(Math.Abs(edge));
            for (var i = -8; i <= 8; i++)
            {
                var near = BitConverter.Int32BitsToSingle(Math.Max(0, bits + i));
                edges.AddRange([near, -near]);
            }
        }

        edges.AddRange([float.NaN, BitConverter.Int32BitsToSingle(0x7FC12345), BitConverter.Int32BitsToSingle(-1), BitConverter.Int32BitsToSingle(0x7FFFFFFF)]);
        var worst = new WorstError();
        Judge(function, edges.ToArray(), new float[edges.Count], worst);
        Assert.True(worst.Ulps <= function.SingleBound, $"{name}: {worst}");
    }

    private void Walk(string name, int step)
    {
        var function = ElementaryFunction.All[name];
        var worst = new WorstError();
        Parallel.For(0, Samples.FloatParts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part =>
        {
            var results = new float[4096];
            foreach (var samples in Samples.Floats(part, step))
            {
                Judge(function, samples.Span, results, worst);
            }
        });
        output.WriteLine($"{name}: {worst}");
        Assert.True(worst.Ulps <= function.SingleBound, $"{name}: {worst}");
    }

    private static void Judge(ElementaryFunction function, ReadOnlySpan<float> source, Span<float> destination, WorstError worst)
    {
        function.OfFloats(source, destination);
        var (greatest, at) = (0.0, 0);
        for (var i = 0; i < source.Length; i++)
        {
            var x = source[i];
            if (!function.Takes(x))
            {
                continue;
            }

            var ulps = SingleMath.UlpsTo(function.SingleReference(x), destination[i]);
            if (ulps > greatest)
            {
                (greatest, at) = (ulps, i);
            }
        }

        if (greatest > worst.Ulps)
        {
            worst.Meet(greatest, source[at], destination[at]);
        }
    }
}
