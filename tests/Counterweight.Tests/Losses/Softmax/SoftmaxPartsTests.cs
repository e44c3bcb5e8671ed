using System.Numerics;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>An output has the same bits whatever other outputs are requested.</summary>
public sealed class SoftmaxPartsTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void NoOutputDependsOnAnother(int classes)
    {
        Check<float>(classes);
        Check<double>(classes);
    }

    private static void Check<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var rows in (int[])[1, 17, 100])
        {
            foreach (var (isClassMajor, smoothing) in ((bool, double)[])[(false, 0), (false, 0.1), (true, 0), (true, 0.1)])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes, InputKind.Special);
                var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor, Smoothing = T.CreateChecked(smoothing) };
                var all = call.Run(batch);
                for (var parts = SoftmaxParts.None; parts < SoftmaxParts.All; parts++)
                {
                    SameBits.Assert(all, (call with { Parts = parts }).Run(batch), $"{rows} rows, smoothing {smoothing}, {parts}");
                }
            }
        }
    }
}
