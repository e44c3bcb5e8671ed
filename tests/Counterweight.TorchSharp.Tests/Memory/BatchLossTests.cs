using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.TorchSharp.Evaluation;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.TorchSharp.Tests.Memory;

/// <summary>Values and gradients are the kernels', to the bit; means are torch's.</summary>
public sealed class BatchLossTests
{
    private const int Rows = 37;
    private const int Classes = 5;

    [Fact]
    public void LossesOfElementsDivideByTheirNumber()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (scores, targets, weights) = (Numbers<T>(Rows, 1), Numbers<T>(Rows, 2, x => x > 0 ? 1 : 0), Numbers<T>(Rows, 3, Math.Abs));
            var loss = new BinaryFocalLoss<T>(T.CreateChecked(2));
            foreach (var isMean in (bool[])[false, true])
            {
                var batch = new Batch(ArrayMemory.Of(scores, Rows), ArrayMemory.Of(targets, Rows))
                {
                    SampleWeights = ArrayMemory.Of(weights, Rows),
                    Gradient = ArrayMemory.Empty<T>(Rows),
                    Value = ArrayMemory.Empty<T>(Rows),
                    IsMean = isMean,
                    Threads = 2,
                };
                var (gradient, value) = (new T[Rows], new T[Rows]);
                var sum = PointLoss.Evaluate(loss, scores, targets, weights, new LossOutputs<T> { Gradient = gradient, Value = value, Scale = isMean ? GradientScale.By(1.0 / Rows) : default });
                Assert.Equal(isMean ? sum.Loss / Rows : sum.Loss, BatchLoss.Point<BinaryFocalLoss<T>, T>(loss, batch));
                Assert.Equal(gradient, Read<T>(batch.Gradient));
                Assert.Equal(value, Read<T>(batch.Value));
            }
        }
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(0, true, true)]
    [InlineData(0.125, false, true)]
    [InlineData(0.125, true, false)]
    [InlineData(0.125, true, true)]
    public void LossesOfLabelsDivideByTheWeightOfTheLabels(double smoothing, bool hasClassWeights, bool hasRowWeights)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (scores, classWeights, rowWeights) = (Numbers<T>(Rows * Classes, 1), Numbers<T>(Classes, 2, Math.Abs), Numbers<T>(Rows, 3, Math.Abs));
            long[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 9 == 4 ? -100 : row * 7L % Classes)];
            var loss = new SoftmaxCrossEntropy<T>(T.CreateChecked(smoothing), -100);
            var divisor = labels.Select((label, row) => label < 0 ? 0 : (hasClassWeights ? double.CreateChecked(classWeights[label]) : 1) * (hasRowWeights ? double.CreateChecked(rowWeights[row]) : 1)).Sum();
            var weights = new LossWeights<T> { PerClass = hasClassWeights ? classWeights : [], PerSample = hasRowWeights ? rowWeights : [] };
            var gradient = new T[Rows * Classes];
            var sum = SoftmaxLoss.Evaluate(loss, scores, Classes, labels, weights, new LossOutputs<T> { Gradient = gradient });
            var epsilon = typeof(T) == typeof(float) ? 1e-6 : 1e-14;
            foreach (var target in (ArrayMemory[])[ArrayMemory.Of(labels, Rows), ArrayMemory.Of(Array.ConvertAll(labels, label => (int)label), Rows)])
            {
                var batch = new Batch(ArrayMemory.Of(scores, Rows, Classes), target)
                {
                    ClassWeights = hasClassWeights ? ArrayMemory.Of(classWeights, Classes) : null,
                    SampleWeights = hasRowWeights ? ArrayMemory.Of(rowWeights, Rows) : null,
                    Gradient = ArrayMemory.Empty<T>(Rows, Classes),
                };
                Assert.Equal(sum.Loss, BatchLoss.Softmax<SoftmaxCrossEntropy<T>, T>(loss, batch));
                Assert.Equal(gradient, Read<T>(batch.Gradient));
                Assert.Equal(sum.Loss / divisor, BatchLoss.Softmax<SoftmaxCrossEntropy<T>, T>(loss, batch with { IsMean = true }), epsilon * sum.Loss / divisor);
                Assert.All(Read<T>(batch.Gradient).Zip(gradient), pair => Assert.Equal(double.CreateChecked(pair.Second) / divisor, double.CreateChecked(pair.First), epsilon));
            }
        }
    }

    [Fact]
    public void AnIgnoredClassIsInNoDivisor()
    {
        var (loss, logits) = (new SoftmaxCrossEntropy<double>(0.25, 1), Numbers<double>(9, 1));
        var batch = new Batch(ArrayMemory.Of(logits, 3, 3), ArrayMemory.Of([2L, 1, 0], 3)) { ClassWeights = ArrayMemory.Of([3.0, 7, 5], 3) };
        Assert.Equal(BatchLoss.Softmax<SoftmaxCrossEntropy<double>, double>(loss, batch) / 8, BatchLoss.Softmax<SoftmaxCrossEntropy<double>, double>(loss, batch with { IsMean = true }), 1e-15);
    }

    [Fact]
    public void OneRowNeedsNoDimension()
    {
        var (loss, logits) = (new SoftmaxCrossEntropy<double>(), Numbers<double>(Classes, 1));
        var expected = SoftmaxLoss.Evaluate(loss, logits, Classes, (long[])[3]).Loss;
        Assert.Equal(expected, BatchLoss.Softmax<SoftmaxCrossEntropy<double>, double>(loss, new(ArrayMemory.Of(logits, Classes), ArrayMemory.Of([3L])) { IsMean = true }));
        Assert.Equal(expected, BatchLoss.Softmax<SoftmaxCrossEntropy<double>, double>(loss, new(ArrayMemory.Of(logits, 1, Classes), ArrayMemory.Of([3L], 1))));
    }

    [Fact]
    public void LossesOfProbabilitiesDivideByRows()
    {
        var (scores, targets, weights) = (Numbers<double>(Rows * Classes, 1), Numbers<double>(Rows * Classes, 2, x => Math.Abs(x) / Classes), Numbers<double>(Classes, 3, Math.Abs));
        var loss = new SoftTargetCrossEntropy<double>(0.25);
        var batch = new Batch(ArrayMemory.Of(scores, Rows, Classes), ArrayMemory.Of(targets, Rows, Classes))
        {
            ClassWeights = ArrayMemory.Of(weights, Classes),
            Gradient = ArrayMemory.Empty<double>(Rows, Classes),
            Value = ArrayMemory.Empty<double>(Rows),
            IsMean = true,
        };
        var (gradient, value) = (new double[Rows * Classes], new double[Rows]);
        var sum = SoftTargetLoss.Evaluate(
            loss, scores, LogitLayout.RowMajor(Classes), targets, new LossWeights<double> { PerClass = weights }, new LossOutputs<double> { Gradient = gradient, Value = value, Scale = GradientScale.By(1.0 / Rows) });
        Assert.Equal(sum.Loss / Rows, BatchLoss.SoftTargets<SoftTargetCrossEntropy<double>, double>(loss, batch));
        Assert.Equal(gradient, Read<double>(batch.Gradient));
        Assert.Equal(value, Read<double>(batch.Value));
        Assert.Equal(sum.Loss, BatchLoss.SoftTargets<SoftTargetCrossEntropy<double>, double>(loss, batch with { IsMean = false }));
    }

    [Fact]
    public void LossesOfTheBatchAreWhole()
    {
        var (scores, targets, weights) = (Numbers<float>(Rows, 1), Numbers<float>(Rows, 2, x => x > 0 ? 1 : 0), Numbers<float>(Rows, 3, Math.Abs));
        var (loss, gradient) = (new TverskyLoss(0.3, 0.7), new float[Rows]);
        var batch = new Batch(ArrayMemory.Of(scores, Rows), ArrayMemory.Of(targets, Rows)) { SampleWeights = ArrayMemory.Of(weights, Rows) };
        var expected = loss.Value(OverlapLoss.Evaluate<float>(loss, scores, targets, weights, gradient));
        Assert.Equal(expected, BatchLoss.Overlap<float>(loss, batch));
        var both = batch with { Gradient = ArrayMemory.Empty<float>(Rows) };
        Assert.Equal(expected, BatchLoss.Overlap<float>(loss, both));
        Assert.Equal(gradient, Read<float>(both.Gradient));
    }

    /// <summary>Torch answers NaN, which would go into every parameter.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void AMeanOfNothingIsZero(double smoothing)
    {
        var loss = new SoftmaxCrossEntropy<double>(smoothing, -100);
        var ignored = new Batch(ArrayMemory.Of(Numbers<double>(6, 1), 2, 3), ArrayMemory.Of([-100L, -100], 2))
        {
            ClassWeights = ArrayMemory.Of([1.0, 2, 3], 3),
            Gradient = ArrayMemory.Empty<double>(2, 3),
            IsMean = true,
        };
        Assert.Equal(0, BatchLoss.Softmax<SoftmaxCrossEntropy<double>, double>(loss, ignored));
        Assert.Equal(new double[6], Read<double>(ignored.Gradient));
        var none = new Batch(ArrayMemory.Of<double>([], 0, 3), ArrayMemory.Of<long>([], 0)) { IsMean = true, Gradient = ArrayMemory.Empty<double>(0, 3) };
        Assert.Equal(0, BatchLoss.Softmax<SoftmaxCrossEntropy<double>, double>(loss, none));
        var noElements = new Batch(ArrayMemory.Of<double>([], 0), ArrayMemory.Of<double>([], 0)) { IsMean = true, Gradient = ArrayMemory.Empty<double>(0) };
        Assert.Equal(0, BatchLoss.Point<SquaredLoss<double>, double>(default, noElements));
        var noRows = new Batch(ArrayMemory.Of<double>([], 0, 3), ArrayMemory.Of<double>([], 0, 3)) { IsMean = true };
        Assert.Equal(0, BatchLoss.SoftTargets<SoftTargetCrossEntropy<double>, double>(new(), noRows));
    }

    [Fact]
    public void BadTensorsAndElementsAreNamedAndNothingIsWritten()
    {
        var gradient = ArrayMemory.Empty<float>(2, 3);
        var untouched = gradient.Read<byte>();
        ArrayMemory logits = ArrayMemory.Of(new float[6], 2, 3), labels = ArrayMemory.Of([0L, 2], 2);
        Refuses("target", "target has elements of type Float32, where Int64 is needed", new(logits, ArrayMemory.Of(new float[2], 2)));
        Refuses("target", "target has the shape [3]; beside logits of [2, 3] it must be [2].", new(logits, ArrayMemory.Of(new long[3], 3)));
        Refuses("input", "input has elements of type Float64, where Float32 is needed", new(ArrayMemory.Of(new double[6], 2, 3), labels));
        Refuses("weight", "weight has the shape [2]; it must be [3].", new(logits, labels) { ClassWeights = ArrayMemory.Of(new float[2], 2) });
        Refuses("weight", "weight has elements of type Float64, where Float32 is needed", new(logits, labels) { ClassWeights = ArrayMemory.Of(new double[3], 3) });
        Refuses("sample_weight", "sample_weight has the shape [3]", new(logits, labels) { SampleWeights = ArrayMemory.Of(new float[3], 3) });
        Refuses("labels", "labels[1] is 4294967297; a label must lie in [0, 3)", new(logits, ArrayMemory.Of([0L, (1L << 32) + 1], 2)));
        Refuses("labels", "labels[0] is -100; a label", new(logits, ArrayMemory.Of([-100L, 1], 2)) { ClassWeights = ArrayMemory.Of([1f, 2, 3], 3) });
        var scores = ArrayMemory.Of(new float[6], 6);
        Throws("target", "target has the shape [2, 3], input [6]", () => BatchLoss.Point<SquaredLoss<float>, float>(default, new(scores, logits)));
        Throws("weight", "weight has the shape [2, 3], input [6]", () => BatchLoss.Point<SquaredLoss<float>, float>(default, new(scores, scores) { SampleWeights = logits }));
        Throws("target", "target has the shape [6], input [2, 3]", () => BatchLoss.SoftTargets<SoftTargetCrossEntropy<float>, float>(new(), new(logits, scores)));
        Throws("target", "target has the shape [6], input [2, 3]", () => BatchLoss.Overlap<float>(new(), new(logits, scores)));
        Throws("weight", "weight has the shape [6], input [2, 3]", () => BatchLoss.Overlap<float>(new(), new(logits, logits) { SampleWeights = scores }));

        void Refuses(string parameter, string message, Batch batch)
        {
            Throws(parameter, message, () => BatchLoss.Softmax<SoftmaxCrossEntropy<float>, float>(new(0.5f), batch with { Gradient = gradient, IsMean = true }));
            Assert.Equal(untouched, gradient.Read<byte>());
        }

        static void Throws(string parameter, string message, Action call)
        {
            var exception = Assert.ThrowsAny<ArgumentException>(call);
            Assert.Equal(parameter, exception.ParamName);
            Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        }
    }

    private static T[] Read<T>(Counterweight.TorchSharp.Memory.ITensorMemory? memory)
        where T : unmanaged => Assert.IsType<ArrayMemory>(memory).Read<T>();

    private static T[] Numbers<T>(int count, int seed, Func<double, double>? map = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((map ?? (x => x))((6 * random.NextDouble()) - 3)))];
    }
}
