using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Losses;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Equality to the bit, all NaN being one.</summary>
internal static class SameBits
{
    public static void Assert<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
        {
            return;
        }

        for (var i = 0; i < expected.Length; i++)
        {
            var same = MemoryMarshal.AsBytes(expected.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.Slice(i, 1)))
                || (T.IsNaN(expected[i]) && T.IsNaN(actual[i]));
            Xunit.Assert.True(same, $"{what}[{i}] is {actual[i]}, not {expected[i]}");
        }
    }

    /// <summary>Every part that both have.</summary>
    public static void Assert<T>(SoftmaxResult<T> expected, SoftmaxResult<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert(expected.Sum, actual.Sum, $"sum, {what}");
        Parts<T>(expected.Value, actual.Value, $"value, {what}");
        Parts<T>(expected.Gradient, actual.Gradient, $"gradient, {what}");
        Parts<T>(expected.Hessian, actual.Hessian, $"hessian, {what}");
        Parts<T>(expected.LogSumExp, actual.LogSumExp, $"log-sum-exp, {what}");
        if (expected.ArgMax.Length == actual.ArgMax.Length)
        {
            Xunit.Assert.Equal(expected.ArgMax, actual.ArgMax);
        }

        for (var c = 0; c < expected.PerClass.Length && c < actual.PerClass.Length; c++)
        {
            Assert(expected.PerClass[c], actual.PerClass[c], $"class {c}, {what}");
        }
    }

    /// <summary>But for the correct rows, which not every call counts.</summary>
    public static void Assert(LossSum expected, LossSum actual, string what)
    {
        Assert<double>([expected.Loss, expected.Weight], [actual.Loss, actual.Weight], what);
        Xunit.Assert.True(expected.Rows == actual.Rows, $"{what}: {actual.Rows} rows, not {expected.Rows}");
    }

    private static void Parts<T>(T[] expected, T[] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected.Length == actual.Length)
        {
            Assert<T>(expected, actual, what);
        }
    }
}
