using Counterweight.Losses;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>What a loop over rows wrote and summed.</summary>
internal sealed record ByLaneOutputs<T>(int Rows, int Elements)
    where T : unmanaged
{
    public T[] Value { get; } = new T[Rows];

    public T[] LogSumExp { get; } = new T[Rows];

    public int[] ArgMax { get; } = new int[Rows];

    public T[] Gradient { get; } = new T[Elements];

    public T[] Hessian { get; } = new T[Elements];

    public LossAccumulator Sum { get; init; }

    public static void Same(ByLaneOutputs<T> expected, ByLaneOutputs<T> found)
    {
        Assert.Equal(expected.Value, found.Value);
        Assert.Equal(expected.Gradient, found.Gradient);
        Assert.Equal(expected.Hessian, found.Hessian);
        Assert.Equal(expected.LogSumExp, found.LogSumExp);
        Assert.Equal(expected.ArgMax, found.ArgMax);
        Assert.Equal(Terms(expected.Sum), Terms(found.Sum));
    }

    private static (double Loss, double Weight, long Rows, long Correct) Terms(LossAccumulator sum) => (sum.Loss, sum.Weight, sum.Rows, sum.Correct);
}
