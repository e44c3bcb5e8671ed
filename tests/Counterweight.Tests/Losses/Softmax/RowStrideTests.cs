using System.Numerics;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Rows with gaps between them: the bits of packed rows, the gaps neither read nor written.</summary>
public sealed class RowStrideTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void GapsChangeNoBit(int classes)
    {
        Check<float>(classes, default);
        Check<double>(classes, default);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void NorInPlace(int classes)
    {
        foreach (var replacement in (SoftmaxParts[])[SoftmaxParts.Gradient, SoftmaxParts.Hessian])
        {
            Check<float>(classes, replacement);
            Check<double>(classes, replacement);
        }
    }

    private static void Check<T>(int classes, SoftmaxParts replacement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var rows in SoftmaxBatch<T>.RowCounts(classes))
        {
            foreach (var (kind, smoothing) in ((InputKind, double)[])[(InputKind.Ordinary, 0), (InputKind.Special, 0.1)])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes, kind);
                var call = new SoftmaxCall<T> { Smoothing = T.CreateChecked(smoothing) };
                var packed = call.Run(batch);
                foreach (var gap in replacement == default ? (int[])[1, 16] : [3])
                {
                    SameBits.Assert(packed, (call with { Gap = gap, Replacement = replacement }).Run(batch), $"{rows} rows, gap {gap}");
                }
            }
        }
    }
}
