// sample: usings
using System.Runtime.CompilerServices;
using Counterweight;
using Counterweight.Features;
using Counterweight.Gradients;
using Counterweight.Histograms;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Splits;
using Counterweight.Weighting;
// end

namespace Counterweight.Tests.Readme;

/// <summary>The code of README.md, each sample between its markers, and what it must do.</summary>
public sealed class ReadmeSamples
{
    [Fact]
    public void WeightedSoftmax()
    {
        // sample: weighted softmax cross-entropy
        float[] logits = [2.0f, 0.1f, -1.0f, 0.3f, 0.2f, 3.0f]; // 2 rows × 3 classes
        int[] labels = [0, 2];
        float[] classWeights = [0.4f, 1.0f, 50.0f];
        var gradient = new float[logits.Length];

        var sum = SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(labelSmoothing: 0.1f),
            logits,
            classCount: 3,
            labels,
            new LossWeights<float> { PerClass = classWeights },
            new LossOutputs<float> { Gradient = gradient });

        Console.WriteLine($"loss per unit of weight {sum.WeightedMean:F4}");
        // end

        Assert.InRange(sum.WeightedMean, 0.1, 2);
        Assert.Equal(0, gradient[0] + gradient[1] + gradient[2], 1e-5);
    }

    [Fact]
    public void BinaryInPlace()
    {
        // sample: binary cross-entropy in place
        float[] scores = [1.5f, -0.2f, 4.0f];
        float[] targets = [1f, 0f, 0f];

        var loss = new BinaryCrossEntropy<float>(positiveWeight: 99f, negativeWeight: 1f, labelSmoothing: 0f);
        var outputs = new LossOutputs<float> { Gradient = scores }; // the gradient replaces the scores
        var batch = PointLoss.Evaluate(loss, scores, targets, outputs: outputs);

        var epoch = default(LossSum);
        epoch += batch; // batches, steps, threads and machines merge, in any order, to the same bits
        // end

        Assert.Equal(101, epoch.Weight);
        Assert.True(scores[0] < 0 && scores[2] > 0);
    }

    [Fact]
    public void GradientAccumulation()
    {
        float[] logits = [2.0f, 0.1f, -1.0f, 0.3f, 0.2f, 3.0f, 1.0f, 0.5f, -2.0f];
        int[] labels = [0, 2, 1];
        float[] classWeights = [0.4f, 1.0f, 50.0f];

        // sample: micro-batches and row outputs
        var gradient = new float[logits.Length];
        var predicted = new int[labels.Length];
        var perClass = new LossSum[3];
        var total = default(LossSum);
        for (var row = 0; row < labels.Length; row += 2) // micro-batches of two rows
        {
            var count = Math.Min(2, labels.Length - row);
            total += SoftmaxLoss.Evaluate(
                new SoftmaxFocalLoss<float>(gamma: 2f),
                logits.AsSpan(3 * row, 3 * count),
                LogitLayout.RowMajor(classCount: 3),
                labels.AsSpan(row, count),
                new LossWeights<float> { PerClass = classWeights },
                new LossOutputs<float> { Gradient = gradient.AsSpan(3 * row, 3 * count), Scale = GradientScale.By(1.0 / labels.Length) },
                new RowOutputs<float> { ArgMax = predicted.AsSpan(row, count), PerClass = perClass, CountsCorrect = true });
        }

        Console.WriteLine($"mean {total.Mean:F4}, {total.Correct} of {total.Rows} right, loss of class 1 in the last micro-batch {perClass[1].Mean:F4}");
        // end

        var whole = new float[logits.Length];
        var sum = SoftmaxLoss.Evaluate(
            new SoftmaxFocalLoss<float>(2f), logits, 3, labels, new LossWeights<float> { PerClass = classWeights },
            new LossOutputs<float> { Gradient = whole, Scale = GradientScale.By(1.0 / 3) }, new RowOutputs<float> { CountsCorrect = true });
        Assert.Equal(whole, gradient);
        Assert.Equal(sum.Weight, total.Weight);
        Assert.Equal((2, 3), (total.Correct, total.Rows));
        Assert.Equal([0, 2, 0], predicted);
    }

    [Fact]
    public void GradientTools()
    {
        // sample: gradient tools
        float[] hidden = [3f, -4f];
        float[] output = [12f, 0f];
        var norm = GradientNorm.Of<float>(hidden) + GradientNorm.Of<float>(output); // 13, of all parameters
        GradientClipping.ByGlobalNorm<float>(hidden, norm, maxNorm: 1);
        GradientClipping.ByGlobalNorm<float>(output, norm, maxNorm: 1);

        // What a weight of 1 : 4,500 costs: of 4,501,000 rows, so many are left for the variance of an estimate.
        var size = EffectiveSampleSize.Of<float>(classCounts: [4_500_000, 1_000], classWeights: [1f, 4_500f]);
        Console.WriteLine($"{size.Effective:F0} rows, variance × {size.DesignEffect:F0}");
        // end

        Assert.Equal(13, norm.Norm, 1e-12);
        Assert.Equal(1, GradientNorm.Of<float>(hidden).SumOfSquares + GradientNorm.Of<float>(output).SumOfSquares, 1e-6);
        Assert.InRange(size.Effective, 3_990, 4_010);
    }

    [Fact]
    public void RowLossOfTheUsersOwn()
    {
        float[] logits = [2.0f, 0.1f, -1.0f, 0.3f, 0.2f, 3.0f];
        int[] labels = [0, 2];
        var gradient = new float[logits.Length];

        // sample: own row loss evaluated
        var sum = SoftmaxLoss.Evaluate(
            new BrierOfLabel(), logits, classCount: 3, labels, outputs: new LossOutputs<float> { Gradient = gradient });
        // end

        var expected = 0.0;
        for (var row = 0; row < 2; row++)
        {
            var z = logits.AsSpan(3 * row, 3).ToArray();
            var p = Math.Exp(z[labels[row]]) / z.Sum(x => Math.Exp(x));
            expected += (1 - p) * (1 - p);
        }

        Assert.Equal(expected, sum.Loss, 1e-6);
        Assert.Equal(0, gradient[0] + gradient[1] + gradient[2], 1e-6);
        Assert.True(gradient[0] < 0);
    }

    [Fact]
    public void ClassWeighting()
    {
        // sample: class weights
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        var balanced = new float[2];
        ClassWeights.Balanced(labels, balanced); // 0.5556, 5
        // end

        Assert.Equal(5, balanced[1]);
    }

    [Fact]
    public void CustomLoss()
    {
        // sample: using a loss of your own
        float[] scores = [0.5f, -2f, 30f];
        float[] targets = [1f, 0f, 10f];
        var gradient = new float[3];
        var sum = PointLoss.Evaluate(new LogCosh(), scores, targets, outputs: new LossOutputs<float> { Gradient = gradient });
        // end

        Assert.Equal(-Math.Tanh(0.5), gradient[0], 1e-6);
        Assert.Equal(Math.Log(Math.Cosh(0.5)) + Math.Log(Math.Cosh(2)) + (20 - Math.Log(2)), sum.Loss, 1e-5);
    }

    // sample: a loss of your own
    internal readonly struct LogCosh : IPointLoss<LogCosh, float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float>
        {
            // log cosh d = |d| + log1p(e^(−2|d|)) − ln 2, tanh d and 1 − tanh² d, from one exponential.
            var d = score - target;
            var e = TBlock.Exp(-2 * TBlock.Abs(d));
            var tanh = (1 - e) / (1 + e);
            value = TBlock.Abs(d) + (TBlock.Log1pUnit(e) - 0.6931471805599453);
            gradient = TBlock.SelectLess(d, TBlock.Zero, -tanh, tanh);
            hessian = 1 - (tanh * tanh);
        }
    }
    // end

    // sample: own row loss
    internal readonly struct BrierOfLabel : ISoftmaxLoss<float>
    {
        public int IgnoreLabel => -1;

        public float LabelSmoothing => 0f;

        public LogitTransform<float> Transform => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
            where TBlock : struct, IBlock<TBlock, float>
        {
            // φ(p) = (1 − p)², ψ = −p·φ′ = 2p(1 − p), β = −p·ψ′ = 2p(2p − 1)
            var twice = probability + probability;
            value = complement * complement;
            firstDerivative = twice * complement;
            secondDerivative = twice * (twice - TBlock.One);
        }
    }
    // end

    [Fact]
    public void BoostingSplit()
    {
        // sample: the best split in boosting
        byte[] bins = [0, 1, 0, 2, 3, 2, 3, 2]; // 4 rows × 2 features, row-major
        float[] gradients = [0.5f, 0.4f, -0.6f, -0.5f]; // of the loss, unweighted
        float[] hessians = [0.25f, 0.24f, 0.24f, 0.25f];
        float[] weights = [1f, 1f, 50f, 50f];

        var shape = new GradientHistogramShape(featureCount: 2, binCount: 4);
        var scale = GradientHistogramScale.For<float>(weights, gradients, hessians);
        var histogram = new GradientHistogramSpan(new long[shape.Length], shape, scale); // rows, weight, G and H of every bin
        GradientHistogram.Build(BinMatrix.Create(bins, rowCount: 4, featureCount: 2), weights, gradients, hessians, histogram);
        var split = GradientSplitSearch.Find(histogram, new BoostingGain { L2 = 1 });

        Console.WriteLine($"feature {split.Feature}, left where bin ≤ {split.Bin}, gain {split.Gain:F4}");
        // end

        Assert.Equal(0, split.Feature);
        Assert.Equal(0, split.Bin);
        Assert.Equal(2, split.Left.RowCount);
    }

    [Fact]
    public void BestSplit()
    {
        // sample: the best split of a node
        byte[] bins = [0, 1, 0, 2, 3, 2, 3, 2]; // 4 rows × 2 features, row-major
        int[] labels = [0, 0, 1, 1];
        float[] classWeights = [1f, 50f];

        var shape = new HistogramShape(featureCount: 2, binCount: 4, classCount: 2);
        var scale = WeightScale.For<float>(classWeights, sampleWeights: [], rowCount: 4);
        var histogram = new ClassHistogramSpan(new ClassCell[shape.Length], shape, scale);
        ClassHistogram.Build(BinMatrix.Create(bins, rowCount: 4, featureCount: 2), labels, classWeights, sampleWeights: [], histogram);
        var split = SplitSearch.Find(histogram, new GiniImpurity());

        Console.WriteLine($"feature {split.Feature}, left where bin ≤ {split.Bin}, gain {split.Gain:F4}");
        // end

        Assert.Equal((0, 0), (split.Feature, split.Bin));
    }
}
