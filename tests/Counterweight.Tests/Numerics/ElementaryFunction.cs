using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;
using Xunit;

namespace Counterweight.Tests.Numerics;

/// <summary>A function with its references, its domain, where its code changes behaviour, and the errors it promises.</summary>
public sealed record ElementaryFunction(
    SpanMap<float> OfFloats,
    SpanMap<double> OfDoubles,
    Func<double, double> SingleReference,
    Func<double, Scaled> DoubleReference,
    double SingleBound,
    double DoubleBound)
{
    public double Low { get; init; } = double.NegativeInfinity;

    public double High { get; init; } = double.PositiveInfinity;

    public double[] Thresholds { get; init; } = [];

    /// <summary>Whether the argument is in the domain; NaN is.</summary>
    public bool Takes(double x) => !(x < Low || x > High);

    private static readonly double[] ExpThresholds = [89, -104, 710, -746, 88.72283905206835, -103.97207708399179, -87.33654475055310, 709.782712893384, -745.1332191019411, -708.3964185322641, -40, 0.34657359027997264, -0.34657359027997264, 1.0397207708399179, 17.32867951399863, 37];

    private static readonly double[] LogThresholds = [0.75, 1.5, 1, 0.5, 2, 3, 1.1754943508222875e-38, 2.2250738585072014e-308, -0.25, -1, -0.5, 16777216, 9007199254740992];

    public static IReadOnlyDictionary<string, ElementaryFunction> All { get; } = Build();

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, ElementaryFunction> Build()
    {
        var all = new Dictionary<string, ElementaryFunction>(StringComparer.Ordinal)
        {
            ["Exp"] = new(VectorMath.Exp, VectorMath.Exp, Math.Exp, PreciseMath.Exp, 0.9, 1) { Thresholds = ExpThresholds },
            ["ExpNonPositive"] = new(
                (source, destination) => VectorMath.Map(default(ExpNonPositive<float>), source, destination),
                (source, destination) => VectorMath.Map(default(ExpNonPositive<double>), source, destination),
                Math.Exp,
                PreciseMath.Exp,
                0.9,
                1)
            { Thresholds = ExpThresholds, High = 0 },
            ["Expm1"] = new(VectorMath.Expm1, VectorMath.Expm1, SingleMath.Expm1, PreciseMath.Expm1, 1.01, 1.15) { Thresholds = ExpThresholds },
            ["Sigmoid"] = new(VectorMath.Sigmoid, VectorMath.Sigmoid, SingleMath.Sigmoid, PreciseMath.Sigmoid, 1.02, 1) { Thresholds = ExpThresholds },
            ["Softplus"] = new(VectorMath.Softplus, VectorMath.Softplus, SingleMath.Softplus, PreciseMath.Softplus, 1.25, 1.15) { Thresholds = ExpThresholds },
            ["Log"] = new(VectorMath.Log, VectorMath.Log, Math.Log, PreciseMath.Log, 0.9, 1) { Thresholds = LogThresholds },
            ["Log2"] = new(VectorMath.Log2, VectorMath.Log2, Math.Log2, PreciseMath.Log2, 0.9, 1) { Thresholds = LogThresholds },
            ["Log1p"] = new(VectorMath.Log1p, VectorMath.Log1p, SingleMath.Log1p, PreciseMath.Log1p, 0.9, 1) { Thresholds = LogThresholds },
            ["Log1pUnit"] = new(
                (source, destination) => VectorMath.Map(default(Log1pUnit<float>), source, destination),
                (source, destination) => VectorMath.Map(default(Log1pUnit<double>), source, destination),
                x => SingleMath.Log1p(Math.Abs(x)),
                x => PreciseMath.Log1p(Math.Abs(x)),
                1.6,
                1.6)
            { Thresholds = LogThresholds, Low = -1, High = 1 },
        };
        foreach (var exponent in (ReadOnlySpan<float>)[2, 0.5f, 2.3f, -0.7f, -17.25f, 77, 1e-3f])
        {
            all[FormattableString.Invariant($"Pow {exponent}")] = new(
                (source, destination) => VectorMath.Pow(source, exponent, destination),
                (source, destination) => VectorMath.Pow(source, exponent, destination),
                x => SingleMath.Pow(x, exponent),
                x => PreciseMath.Pow(x, exponent),
                1,
                1)
            { Thresholds = LogThresholds };
        }

        return all;
    }

    private readonly struct ExpNonPositive<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.ExpNonPositive(x);
    }

    private readonly struct Log1pUnit<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Log1pUnit(TBlock.Abs(x));
    }
}
