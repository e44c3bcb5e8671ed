using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Core.Numerics;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>Exponential times, the shorter the greater the weight; a weight of 0 never arrives.</summary>
internal readonly ref struct WeightedTimes<T>(ReadOnlySpan<T> weights, WeightScaling scaling, RandomStream stream, long start) : IArrivalTimes
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> weights = weights;
    private readonly WeightScaling scaling = scaling;
    private readonly RandomStream stream = stream;
    private readonly long start = start;

    public void Fill(int first, scoped Span<double> times)
    {
        stream.FillExponential(start + first, times);
        var here = weights.Slice(first, times.Length);
        for (var i = 0; i < times.Length; i++)
        {
            // A weight far below the largest is scaled to 0, and its time is infinite, or NaN.
            var time = times[i] / scaling.Of(here[i]);
            time = time <= double.MaxValue ? time : double.MaxValue;
            times[i] = here[i] > T.Zero ? time : double.PositiveInfinity;
        }
    }
}

/// <summary>Uniform times, of weights that are all equal: in the order of the exponential ones, which fall as uniforms grow.</summary>
internal readonly struct EqualTimes(RandomStream stream, long start) : IArrivalTimes
{
    private readonly RandomStream stream = stream;
    private readonly long start = start;

    public void Fill(int first, scoped Span<double> times)
    {
        stream.FillUniform(start + first, times);
        TensorPrimitives.Negate(times, times);
    }
}
