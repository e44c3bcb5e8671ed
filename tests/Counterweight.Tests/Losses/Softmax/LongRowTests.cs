using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>
/// Rows of up to 2²⁴ classes stay within the bound of short ones, c = 4 + ¼√min(K, 4096). Nearly all logits are equal,
/// so that every rounding of a plain sum would go the same way.
/// </summary>
public sealed class LongRowTests
{
    private const float Epsilon = 1.1920929e-7f;

    /// <summary>Numbers of classes, remainders of a block and of a part among them, and how far the logits lie below the greatest.</summary>
    public static TheoryData<int, float> Rows => new()
    {
        { 2048 + 15, 1.3f },
        { 2048 + 16, 1.3f },
        { 4096 + 15, 0.3f },
        { 4096 + 16, 0.3f },
        { 32_768, 0.7f },
        { 256_000, 0.3f },
        { 256_000, 1.1f },
        { 1_000_003, 0.55f },
        { 1 << 24, 0.3f },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void SoftTargets(int classes, float distance)
    {
        var targets = new float[classes];
        Array.Fill(targets, 1f / classes);
        foreach (var smoothing in (float[])[0, 0.1f])
        {
            var row = Row.Make(classes, distance);
            var value = new float[1];
            var gradient = row.Logits;
            var hessian = new float[classes];
            var sum = SoftTargetLoss.Evaluate(
                new SoftTargetCrossEntropy<float>(smoothing), row.Logits, LogitLayout.RowMajor(classes), targets, outputs: new() { Value = value, Gradient = gradient, Hessian = hessian });
            var target = ((1 - (double)smoothing) * targets[0]) + ((double)smoothing / classes);
            var weight = classes * target;
            Near(weight, sum.Weight, row.C * weight);
            var loss = weight * (row.LogSum + (distance * (1 - (1.0 / classes))));
            Near(loss, value[0], (row.C * loss) + (2 * distance * weight));
            row.CheckDerivatives(gradient, hessian, weight, target, target);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Distillation(int classes, float distance)
    {
        var row = Row.Make(classes, distance);
        var targets = new float[classes];
        Array.Fill(targets, 1.7f / classes);
        var value = new float[1];
        var gradient = new float[classes];
        SoftTargetLoss.Evaluate(
            new DistillationLoss<float>(), row.Logits, LogitLayout.RowMajor(classes), targets, outputs: new() { Value = value, Gradient = gradient });
        var target = (double)targets[0];
        var weight = classes * target;
        var cross = weight * (row.LogSum + (distance * (1 - (1.0 / classes))));
        Near(cross + (weight * Math.Log(target)), value[0], (row.C * (cross + (weight * (1 + Math.Abs(Math.Log(target)))))) + (2 * distance * weight));
        row.CheckDerivatives(gradient, [], weight, target, target);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Labels(int classes, float distance)
    {
        foreach (var smoothing in (float[])[0, 0.1f])
        {
            foreach (var bias in (float[][])[[], new float[classes]])
            {
                bias.AsSpan().Fill(0.5f);
                var row = Row.Make(classes, distance);
                CheckLabels(row, LogitLayout.RowMajor(classes), smoothing, bias);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void ClassMajorLabels(int classes, float distance)
    {
        // The longest row takes seconds each time.
        foreach (var smoothing in classes == 1 << 24 ? [0.1f] : (float[])[0, 0.1f])
        {
            CheckLabels(Row.Make(classes, distance), LogitLayout.ClassMajor(classes), smoothing, []);
        }
    }

    [Fact]
    public void ClassMajorBlocksOfRows()
    {
        const int classes = 1_000_003, rows = 16;
        var row = Row.Make(classes, 0.55f);
        var logits = new float[classes * rows];
        for (var j = 0; j < classes; j++)
        {
            logits.AsSpan(j * rows, rows).Fill(row.Logits[j]);
        }

        var (value, labels) = (new float[rows], new int[rows]);
        labels.AsSpan().Fill(classes / 2);
        SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(0.1f), logits, LogitLayout.ClassMajor(classes), labels, outputs: new() { Value = value, Gradient = logits });
        var (gradient, expected) = (new float[classes], new float[1]);
        SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(0.1f), row.Logits, LogitLayout.ClassMajor(classes), labels.AsSpan(0, 1), outputs: new() { Value = expected, Gradient = gradient });
        for (var lane = 0; lane < rows; lane++)
        {
            Assert.Equal(expected[0], value[lane]);
            Assert.Equal(gradient[1], logits[rows + lane]);
        }
    }

    /// <summary>Σ_k w_k of double weights is summed in double.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    public void UniformFractionOfDoubleWeights(int classes)
    {
        var weights = new double[classes];
        weights.AsSpan().Fill(0.1);
        var sum = SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<double>(1), new double[classes], LogitLayout.RowMajor(classes), [3], new() { PerClass = weights });
        Near(0.1, sum.Weight, 0.1 * 20, 2.220446049250313e-16);
    }

    private static void CheckLabels(Row row, LogitLayout layout, float smoothing, float[] bias)
    {
        var (classes, distance) = (row.Logits.Length, (double)row.Distance);
        var (value, hessian) = (new float[1], new float[classes]);
        int[] label = [classes / 2];
        var loss = new SoftmaxCrossEntropy<float>(smoothing, transform: bias.Length == 0 ? default : new LogitTransform<float>(1, bias));
        var gradient = row.Logits;
        SoftmaxLoss.Evaluate(loss, row.Logits, layout, label, outputs: new() { Value = value, Gradient = gradient, Hessian = hessian });
        var epsilon = (double)smoothing;
        var crossEntropy = row.LogSum + ((1 - epsilon) * distance) + (epsilon * distance * (1 - (1.0 / classes)));
        Near(crossEntropy, value[0], (row.C * crossEntropy) + (2 * (distance + (bias.Length == 0 ? 0 : 1))));
        row.CheckDerivatives(gradient, hessian, 1, epsilon / classes, 1 - epsilon + (epsilon / classes), label[0], bias.Length == 0 ? 0 : 1);
    }

    private static void Near(double expected, double actual, double scale, double epsilon = Epsilon) =>
        Assert.True(Math.Abs(actual - expected) <= epsilon * scale, $"{actual} is {Math.Abs(actual - expected) / (epsilon * scale):F2} times its bound away from {expected}.");

    private sealed record Row(float[] Logits, float Distance)
    {
        private double E => Math.Exp(-(double)Distance);

        private double Sum => 1 + ((Logits.Length - 1.0) * E);

        public double LogSum => Math.Log(Sum);

        public double C => 4 + (Math.Sqrt(Math.Min(Logits.Length, 4096)) / 4);

        /// <summary>The greatest logit is 0, that of class 1; the others lie below by the same distance.</summary>
        public static Row Make(int classes, float distance)
        {
            var logits = new float[classes];
            logits.AsSpan().Fill(-distance);
            logits[1] = 0;
            return new(logits, distance);
        }

        /// <summary>Gradient and Hessian of the first classes, of the last and of the label.</summary>
        public void CheckDerivatives(float[] gradient, float[] hessian, double weight, double other, double ofLabel, int label = 0, double off = 0)
        {
            foreach (var j in ((int[])[0, 1, 2, 2047, 2048, 4095, 4096, label, gradient.Length - 1]).Where(j => j < gradient.Length))
            {
                var target = j == label ? ofLabel : other;
                var (d, p) = j == 1 ? (0.0, 1 / Sum) : (Distance, E / Sum);
                var (first, second) = ((weight - target) * p, target * (1 - p));
                Near(first - second, gradient[j], ((2 * C) + (2 * (d + off))) * (first + second));
                if (hessian.Length > 0)
                {
                    var curvature = weight * p * (1 - p);
                    Near(curvature, hessian[j], ((2 * C) + (4 * (d + off))) * curvature);
                }
            }
        }
    }
}
