using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Reference.Precision;
using Xunit;

namespace Counterweight.Tests.Numerics;

/// <summary>
/// How many results of a dense sample are not the numbers nearest to the exact ones, on either block. The bits are the same
/// everywhere, so the number is exactly known; a digit of a polynomial that changes moves it long before the greatest error
/// shows it. A better polynomial has a smaller one: then it is written here.
/// </summary>
[Trait("Registers", "any")]
public sealed class NearestTests
{
    private const int PerRange = 20_001;

    /// <summary>Where every branch and every degree of a polynomial has its say.</summary>
    private static readonly (double Low, double High)[] Ranges = [(-0.36, 0.36), (-1.1, 1.1), (-17.3, 17.3), (-80, 80), (0.7, 1.6), (0.01, 40)];

    private static readonly Dictionary<string, (Func<double, Scaled> Exact, double Low, double High, int OfFloats, int OfDoubles)> Functions = new(StringComparer.Ordinal)
    {
        ["Exp"] = (PreciseMath.Exp, double.NegativeInfinity, double.PositiveInfinity, 6807, 7312),
        ["ExpNonPositive"] = (PreciseMath.Exp, double.NegativeInfinity, 0, 2301, 2439),
        ["Expm1"] = (PreciseMath.Expm1, double.NegativeInfinity, double.PositiveInfinity, 5344, 5606),
        ["Sigmoid"] = (PreciseMath.Sigmoid, double.NegativeInfinity, double.PositiveInfinity, 11597, 11409),
        ["Softplus"] = (PreciseMath.Softplus, double.NegativeInfinity, double.PositiveInfinity, 10076, 7806),
        ["Log"] = (PreciseMath.Log, 0, double.PositiveInfinity, 1805, 2114),
        ["Log2"] = (PreciseMath.Log2, 0, double.PositiveInfinity, 555, 1202),
        ["Log1p"] = (PreciseMath.Log1p, -0.9999, double.PositiveInfinity, 2072, 2370),
        ["Log1pFinite"] = (PreciseMath.Log1p, -0.9999, double.PositiveInfinity, 2072, 2370),
        ["Log1pUnit"] = (PreciseMath.Log1p, 0, 1, 5866, 6007),
        ["Pow"] = (x => PreciseMath.Pow(x, 2.25), 0, double.PositiveInfinity, 7595, 7640),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ResultsThatAreNotTheNearest(string name)
    {
        var (exact, low, high, ofFloats, ofDoubles) = Functions[name];
        var single = Samples(low, high).Select(x => (float)x).Where(x => x >= low && x <= high).ToArray();
        var precise = Samples(low, high).ToArray();
        var singles = Exact(single.Select(x => (double)x), exact);
        var doubles = Exact(precise, exact);
        var counts = (Count(singles, Apply<VectorBlock<float, Registers.One>, float>(name, single)), Count(doubles, Apply<VectorBlock<double, Registers.One>, double>(name, precise)));
        Assert.Equal((ofFloats, ofDoubles), counts);
        if (Vector<byte>.Count <= 32)
        {
            Assert.Equal(Apply<VectorBlock<float, Registers.One>, float>(name, single), Apply<VectorBlock<float, Registers.Two>, float>(name, single));
            Assert.Equal(Apply<VectorBlock<double, Registers.One>, double>(name, precise), Apply<VectorBlock<double, Registers.Two>, double>(name, precise));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Assert.Equal(Apply<VectorBlock<float, Registers.One>, float>(name, single), Apply<Vector512Block<float>, float>(name, single));
            Assert.Equal(Apply<VectorBlock<double, Registers.One>, double>(name, precise), Apply<Vector512Block<double>, double>(name, precise));
        }
    }

    private static IEnumerable<double> Samples(double low, double high) => Ranges
        .SelectMany(range => Enumerable.Range(0, PerRange).Select(i => range.Low + ((range.High - range.Low) * i / (PerRange - 1))))
        .Where(x => x >= low && x <= high);

    private static Scaled[] Exact(IEnumerable<double> samples, Func<double, Scaled> exact) => [.. samples.Select(exact)];

    private static int Count(Scaled[] exact, double[] results) => results.Where((result, i) => exact[i].UlpsTo(result) > 0.5).Count();

    private static int Count(Scaled[] exact, float[] results) => results.Where((result, i) => SingleMath.UlpsTo(Math.ScaleB(exact[i].Significand.Hi, exact[i].Exponent), result) > 0.5).Count();

    private static T[] Apply<TBlock, T>(string name, T[] source)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var padded = new T[(source.Length + TBlock.Count - 1) / TBlock.Count * TBlock.Count];
        source.CopyTo(padded, 0);
        for (var i = 0; i < padded.Length; i += TBlock.Count)
        {
            TBlock.Store(Of<TBlock, T>(name, TBlock.Load(ref padded[i])), ref padded[i]);
        }

        return padded[..source.Length];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock Of<TBlock, T>(string name, TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => name switch
        {
            "Exp" => TBlock.Exp(x),
            "ExpNonPositive" => TBlock.ExpNonPositive(x),
            "Expm1" => TBlock.Expm1(x),
            "Sigmoid" => TBlock.Sigmoid(x),
            "Softplus" => TBlock.Softplus(x),
            "Log" => TBlock.Log(x),
            "Log2" => TBlock.Log2(x),
            "Log1p" => TBlock.Log1p(x),
            "Log1pFinite" => BlockMath.Log1pFinite<TBlock, T>(x),
            "Log1pUnit" => TBlock.Log1pUnit(x),
            "Pow" => TBlock.Pow(x, TBlock.Constant(2.25)),
            _ => throw new ArgumentException($"There is no {name}.", nameof(name)),
        };
}
