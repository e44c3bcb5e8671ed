using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Negative Hessians of softmax losses, written as 0 on request.</summary>
public sealed class ClampedHessianTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void OnlyNegativeHessiansChange(int classes)
    {
        Check<float>(classes);
        Check<double>(classes);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void ANegativeFactorClampsTheOthers(int classes)
    {
        var batch = SoftmaxBatch<double>.Create(33, classes);
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var call = new SoftmaxCall<double> { Scale = GradientScale.By(-1), IsClassMajor = isClassMajor };
            var exact = call.Run(new SoftmaxFocalLoss<double>(2, SoftmaxBatch<double>.IgnoreLabel), batch);
            var clamped = (call with { ClampHessian = true }).Run(new SoftmaxFocalLoss<double>(2, SoftmaxBatch<double>.IgnoreLabel), batch);
            Assert.Equal(exact.Hessian.Select(h => Math.Max(h, 0)), clamped.Hessian);
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void NaNStaysInItsRow(int classes)
    {
        const int rows = 19;
        var batch = SoftmaxBatch<float>.Create(rows, classes) with { Labels = new int[rows], SampleWeights = [.. Enumerable.Repeat(1f, rows)] };
        batch.ClassWeights[0] = 1;
        batch.Scores[(5 * classes) + classes - 1] = float.NaN;
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var hessian = new SoftmaxCall<float> { ClampHessian = true, IsClassMajor = isClassMajor }.Run(new SoftmaxFocalLoss<float>(2), batch).Hessian;
            Assert.All(Enumerable.Range(0, hessian.Length), i => Assert.Equal(i / classes == 5, float.IsNaN(hessian[i])));
        }
    }

    [Fact]
    public void WeightsTooSmallForADivisionAreClampedToo()
    {
        // Copies of such weights, scaled, give the derivatives.
        var batch = SoftmaxBatch<float>.Create(100, 5);
        var small = batch with { SampleWeights = [.. batch.SampleWeights.Select(weight => weight * float.ScaleB(1, -130))] };
        var call = new SoftmaxCall<float> { Scale = GradientScale.PerWeight };
        var loss = new SoftmaxFocalLoss<float>(2, SoftmaxBatch<float>.IgnoreLabel);
        var exact = call.Run(loss, small);
        Assert.Contains(exact.Hessian, h => h < 0);
        Assert.Equal(exact.Hessian.Select(h => Math.Max(h, 0)), (call with { ClampHessian = true }).Run(loss, small).Hessian);
    }

    [Fact]
    public void ATensorsHessianIsClamped()
    {
        float[] scores = [3, 0, -1, 0, 4, 1];
        var hessian = new float[6];
        SoftmaxLoss.Evaluate(
            new SoftmaxFocalLoss<float>(2),
            new ReadOnlyTensorSpan<float>(scores, [2, 3]),
            [1L, 2],
            hessian: new TensorSpan<float>(hessian, [2, 3]),
            rowOutputs: new RowOutputs<float> { ClampHessian = true });
        Assert.Equal(0, hessian.Min());
        Assert.Contains(hessian, h => h > 0);
    }

    private static void Check<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var rows in (int[])[1, 17, 100])
        {
            foreach (var (isClassMajor, gap, parts) in ((bool, int, SoftmaxParts)[])[(false, 0, SoftmaxParts.All), (true, 0, SoftmaxParts.All), (false, 3, SoftmaxParts.All), (true, 3, SoftmaxParts.Hessian)])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes);
                var exact = new SoftmaxCall<T> { IsClassMajor = isClassMajor, Gap = gap, Parts = parts, HessianFactor = HessianFactor.ClassRatio };
                foreach (var call in (SoftmaxCall<T>[])[exact, exact with { HasLongLabels = true, Threads = 3 }])
                {
                    Same(call, new SoftmaxFocalLoss<T>(T.CreateChecked(2), SoftmaxBatch<T>.IgnoreLabel), batch, hasNegative: classes > 1 && rows > 30 ? true : null);
                    Same(call, new CurvedLoss<T>(T.CreateChecked(0.1), default), batch, hasNegative: classes > 1 && rows > 30 ? true : null);
                    Same(call, new SoftmaxCrossEntropy<T>(T.CreateChecked(0.1), SoftmaxBatch<T>.IgnoreLabel), batch, hasNegative: false);
                }
            }
        }
    }

    private static void Same<T, TLoss>(SoftmaxCall<T> call, TLoss loss, SoftmaxBatch<T> batch, bool? hasNegative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLoss : struct, ISoftmaxLoss<T>
    {
        var exact = call.Run(loss, batch);
        var clamped = (call with { ClampHessian = true }).Run(loss, batch);
        Assert.Equal(hasNegative ?? exact.Hessian.Any(h => h < T.Zero), exact.Hessian.Any(h => h < T.Zero));
        SameBits.Assert<T>([.. exact.Hessian.Select(h => h < T.Zero ? T.Zero : h)], clamped.Hessian, $"{typeof(TLoss).Name}, {batch.Rows} rows of {batch.Classes}");
        SameBits.Assert(exact, clamped with { Hessian = [] }, typeof(TLoss).Name);
    }
}
