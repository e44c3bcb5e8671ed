using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Labels that are longs give the bits of ints, and what no int holds is refused as what it is.</summary>
public sealed class LongLabelTests
{
    private const long Beyond = 1L << 32;

    public static TheoryData<long> NoLabels =>
        [5, -2, int.MinValue, int.MaxValue, Beyond, Beyond + 3, Beyond - 1, -Beyond, -Beyond + 3, uint.MaxValue, (long)int.MinValue - 1, long.MaxValue, long.MinValue];

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void SameBits(int classes)
    {
        foreach (var rows in SoftmaxBatch<float>.RowCounts(classes))
        {
            foreach (var isClassMajor in (bool[])[false, true])
            {
                Check(SoftmaxBatch<float>.Create(rows, classes), isClassMajor);
                Check(SoftmaxBatch<double>.Create(rows, classes), isClassMajor);
            }
        }

        static void Check<T>(SoftmaxBatch<T> batch, bool isClassMajor)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor, Smoothing = T.CreateChecked(0.125), Threads = batch.Rows % 3 + 1, Scale = GradientScale.PerWeight };
            Softmax.SameBits.Assert(call.Run(batch), (call with { HasLongLabels = true }).Run(batch), $"{batch.Rows} rows of {batch.Classes}, class-major {isClassMajor}");
        }
    }

    [Fact]
    public void TheOtherEntriesToo()
    {
        var batch = SoftmaxBatch<float>.Create(37, 5);
        var (loss, labels) = (new SoftmaxCrossEntropy<float>(0, -1), SoftmaxCall<float>.Long(batch.Labels));
        var expected = SoftmaxLoss.Evaluate(loss, batch.Scores, 5, batch.Labels);
        var tensor = new ReadOnlyTensorSpan<float>(batch.Scores, [37, 5]);
        Assert.Equal(expected, SoftmaxLoss.Evaluate(loss, batch.Scores, 5, labels));
        Assert.Equal(expected, SoftmaxLoss.Evaluate(loss, tensor, labels));
    }

    [Theory]
    [MemberData(nameof(NoLabels))]
    public void ALabelThatIsNoneIsNamed(long label)
    {
        foreach (var index in (int[])[0, 15, 40, 100])
        {
            var (labels, gradient) = (new long[101], new float[505]);
            labels.AsSpan().Fill(-1);
            labels[index] = label;
            gradient.AsSpan().Fill(77);
            var exception = Assert.Throws<ArgumentOutOfRangeException>("labels", () => SoftmaxLoss.Evaluate(
                new SoftmaxCrossEntropy<float>(0, -1), new float[505], 5, labels, outputs: new LossOutputs<float> { Gradient = gradient }));
            Assert.Contains($"labels[{index}] is {label}; a label must lie in [0, 5)", exception.Message, StringComparison.Ordinal);
            Assert.Equal(label, exception.ActualValue);
            Assert.False(gradient.AsSpan().ContainsAnyExcept(77));
            Assert.Throws<ArgumentOutOfRangeException>("labels", () => ClassWeights.Count(labels, new long[5], -1));
        }
    }

    /// <summary>More classes than the tables on the stack hold.</summary>
    [Fact]
    public void NoneOfManyClassesEither() =>
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => ClassWeights.Count((long[])[0, Beyond + 3], new long[1000], -1));

    /// <summary>2³² more than the label to ignore has its low half.</summary>
    [Fact]
    public void OnlyTheIgnoredLabelItselfIsIgnored()
    {
        var loss = new SoftmaxCrossEntropy<float>(0, -100);
        Assert.Equal(0, SoftmaxLoss.Evaluate(loss, new float[2], 2, (long[])[-100]).Rows);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => SoftmaxLoss.Evaluate(loss, new float[2], 2, (long[])[-100 + Beyond]));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => SoftmaxLoss.Evaluate(loss, new float[2], 2, (long[])[-100 - Beyond]));
    }

    [Fact]
    public unsafe void NothingIsWrittenOverThem()
    {
        var memory = new long[8];
        fixed (long* start = memory)
        {
            var address = (nint)start;
            foreach (var (offset, overlaps) in ((int, bool)[])[(0, true), (7, true), (8, false)])
            {
                void Evaluate() => SoftmaxLoss.Evaluate(
                    new SoftmaxCrossEntropy<double>(),
                    new double[16],
                    2,
                    new ReadOnlySpan<long>((long*)address, 8),
                    outputs: new LossOutputs<double> { Value = new Span<double>((double*)address + offset, 8)[..(overlaps ? 8 : 0)] });
                if (overlaps)
                {
                    Assert.Contains("overlaps labels", Assert.Throws<ArgumentException>("outputs.Value", Evaluate).Message, StringComparison.Ordinal);
                }
                else
                {
                    Evaluate();
                }
            }
        }

        Assert.All(memory, label => Assert.Equal(0, label));
    }

    [Fact]
    public void AProductOfWeightsThatOverflowsIsNamed()
    {
        var weights = new float[5];
        weights.AsSpan().Fill(1);
        weights[3] = float.MaxValue;
        var exception = Assert.Throws<ArgumentOutOfRangeException>("weights.PerSample", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), new float[10], 2, (long[])[0, 1, 0, 1, 0], new LossWeights<float> { PerClass = [1, 2], PerSample = weights }));
        Assert.Contains("weights.PerSample[3]", exception.Message, StringComparison.Ordinal);
        SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<float>(), new float[10], 2, (long[])[0, 1, 0, 0, 0], new LossWeights<float> { PerClass = [1, 2], PerSample = weights });
    }

    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    public void Counts(int classes)
    {
        var batch = SoftmaxBatch<float>.Create(1003, classes);
        var (expected, counts) = (new long[classes], new long[classes]);
        ClassWeights.Count(batch.Labels, expected, -1);
        ClassWeights.Count(SoftmaxCall<float>.Long(batch.Labels), counts, -1);
        Assert.Equal(expected, counts);
        Assert.Equal(batch.Labels.Count(label => label >= 0), counts.Sum());
        var memory = new long[classes];
        Assert.Throws<ArgumentException>("counts", () => ClassWeights.Count(memory, memory));
    }

    /// <summary>An empty list of labels is one of ints: a call that was good stays good.</summary>
    [Fact]
    public void NoLabelsNeedNoType()
    {
        Assert.Equal(0, SoftmaxLoss.Evaluate<SoftmaxCrossEntropy<float>, float>(default, [], 3, []).Rows);
        Assert.Equal(0, SoftmaxLoss.Evaluate<SoftmaxCrossEntropy<float>, float>(default, [], 3, default(ReadOnlySpan<long>)).Rows);
    }
}
