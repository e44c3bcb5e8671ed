using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Log-sum-exp and greatest logit of each row, whatever the row holds.</summary>
public sealed class RowOutputTests
{
    /// <summary>Epsilons of the scale that <see cref="RowReference"/> states, as of a row's loss.</summary>
    private const double Epsilons = 4;

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void EqualTheirReference(int classes)
    {
        Check<float>(classes, Math.ScaleB(1, -23));
        Check<double>(classes, Math.ScaleB(1, -52));
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void TheFirstOfEqualsIsTheGreatest(int classes)
    {
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var batch = SoftmaxBatch<float>.Create(100, classes) with { Labels = [.. Enumerable.Range(0, 100).Select(i => i * 7 % classes)] };
            var random = new Random(classes);
            batch = batch with { Scores = [.. batch.Scores.Select(_ => (float)random.Next(2))] };
            int[] expected = [.. Enumerable.Range(0, 100).Select(i => RowReference.ArgMax(batch.Row(i)))];
            var result = new SoftmaxCall<float> { IsClassMajor = isClassMajor }.Run(batch);
            Assert.Equal(expected, result.ArgMax);

            batch.Scores.AsSpan().Fill(-3);
            Assert.All(new SoftmaxCall<float> { IsClassMajor = isClassMajor }.Run(batch).ArgMax, at => Assert.Equal(0, at));
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void RowsWithoutAWeightHaveThemAndIgnoredOnesHaveNone(int classes)
    {
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var batch = SoftmaxBatch<double>.Create(37, classes) with { Labels = [.. Enumerable.Range(0, 37).Select(i => i % 2 == 0 ? -1 : 0)], SampleWeights = new double[37] };
            for (var i = 0; i < 37; i += 2)
            {
                batch.Scores[(i * classes) + (i % classes)] = double.NaN;
            }

            var result = new SoftmaxCall<double> { IsClassMajor = isClassMajor }.Run(batch);
            Assert.Equal((0, 0.0), (result.Sum.Correct, result.Sum.Loss));
            for (var i = 0; i < 37; i++)
            {
                Assert.Equal(i % 2 == 0 ? -1 : RowReference.ArgMax(batch.Row(i)), result.ArgMax[i]);
                Assert.Equal(i % 2 == 0 ? 0 : RowReference.LogSumExp(batch.Row(i)).Value, result.LogSumExp[i], 1e-13);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void IgnoredRowsHaveNoneWhateverTheLoss(int classes)
    {
        foreach (var isClassMajor in (bool[])[false, true])
        {
            Check(new SoftmaxFocalLoss<float>(2));
            Check(new MulticlassHingeLoss<float>(classes));
            Check(new HardLoss<float>(default));

            void Check<TLoss>(TLoss loss)
                where TLoss : struct, ISoftmaxLoss<float>
            {
                var batch = SoftmaxBatch<float>.Create(37, classes);
                batch = batch with { Labels = [.. Enumerable.Range(0, 37).Select(i => i % 3 == 0 ? i % classes : SoftmaxBatch<float>.IgnoreLabel)] };
                var result = new SoftmaxCall<float> { IsClassMajor = isClassMajor }.Run(loss, batch);
                for (var i = 0; i < 37; i++)
                {
                    Assert.Equal(i % 3 == 0 ? RowReference.ArgMax(batch.Row(i)) : -1, result.ArgMax[i]);
                    Assert.True(i % 3 == 0 || BitConverter.SingleToInt32Bits(result.LogSumExp[i]) == 0, $"row {i}: {result.LogSumExp[i]}");
                }
            }
        }
    }

    [Fact]
    public void CorrectRowsMerge()
    {
        var batch = SoftmaxBatch<float>.Create(1000, 6);
        var call = new SoftmaxCall<float>();
        var whole = call.Run(batch).Sum;
        var merged = call.Run(batch.Slice(700, 1000)).Sum + call.Run(batch.Slice(0, 700)).Sum;
        Assert.True(whole.Correct > 50);
        Assert.Equal(whole.Correct, merged.Correct);
        Assert.Equal(0, (call with { Parts = SoftmaxParts.Gradient }).Run(batch).Sum.Correct);
    }

    private static void Check<T>(int classes, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var rows in SoftmaxBatch<T>.RowCounts(classes))
        {
            foreach (var isClassMajor in (bool[])[false, true])
            {
                foreach (var kind in Enum.GetValues<InputKind>())
                {
                    Check(SoftmaxBatch<T>.Create(rows, classes, kind), isClassMajor, epsilon);
                }
            }
        }
    }

    private static void Check<T>(SoftmaxBatch<T> batch, bool isClassMajor, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new SoftmaxCall<T> { IsClassMajor = isClassMajor }.Run(batch);
        var correct = 0;
        for (var i = 0; i < batch.Rows; i++)
        {
            var label = batch.Labels[i];
            var argMax = label < 0 ? -1 : RowReference.ArgMax(batch.Row(i));
            Assert.Equal(argMax, result.ArgMax[i]);
            correct += argMax >= 0 && argMax == label && batch.SampleWeights[i] * batch.ClassWeights[label] > T.Zero ? 1 : 0;
            var (expected, scale) = label < 0 ? (0, 0) : RowReference.LogSumExp(batch.Row(i));
            if (argMax < 0)
            {
                Assert.True(label < 0 ? result.LogSumExp[i] == T.Zero : T.IsNaN(result.LogSumExp[i]), $"row {i}: {result.LogSumExp[i]}");
            }
            else
            {
                Assert.Equal(expected, double.CreateChecked(result.LogSumExp[i]), Epsilons * epsilon * scale);
            }
        }

        Assert.Equal(correct, result.Sum.Correct);
    }
}
