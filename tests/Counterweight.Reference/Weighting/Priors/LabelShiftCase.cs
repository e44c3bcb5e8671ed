using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Priors;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>Weights of label shift from a confusion matrix of up to 13 classes; in full, regularized.</summary>
public sealed class LabelShiftCase(LossVariant variant = LossVariant.Plain)
    : WeightingCase<double>(variant == LossVariant.Full ? "label-shift-regularized" : "label-shift-black-box", variant == LossVariant.Full ? "LabelShift.Regularized" : "LabelShift.BlackBox")
{
    private const double Penalty = 1e-3;
    private const double Trust = 0.75;

    private readonly bool isRegularized = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(9)];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("confusion", typeof(double), Classes(shape) * Classes(shape)),
        new("answers", typeof(double), Classes(shape)),
        new("weights", typeof(double), Classes(shape), IsOutput: true),
    ];

    /// <summary>Right answers are at least half of all; new answers are a mixture of the classes, or, at times, none that they explain.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var classes = Classes(shape);
        var confusion = operands.Span<double>("confusion");
        var answers = operands.Span<double>("answers");
        answers.Clear();
        for (var c = 0; c < classes; c++)
        {
            var (rows, now) = (Math.ScaleB(10 + random.Next(90), random.Next(8)), random.NextDouble());
            for (var j = 0; j < classes; j++)
            {
                confusion[(c * classes) + j] = rows * ((c == j ? classes : 0) + random.NextDouble());
                answers[j] += now * confusion[(c * classes) + j] / rows;
            }
        }

        if (kind != InputKind.Ordinary)
        {
            answers.Clear();
            answers[0] = 1;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var confusion = operands.Span<double>("confusion");
        var answers = operands.Span<double>("answers");
        var weights = operands.Span<double>("weights");
        if (isRegularized)
        {
            LabelShift.Regularized(confusion, answers, weights, Penalty, Trust);
        }
        else
        {
            LabelShift.BlackBox(confusion, answers, weights);
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => ByDefinition(operands, shape).CopyTo(operands.Span<double>("weights"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var weights = ByDefinition(operands, shape);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["weights"] = new(weights, [.. weights.Select(_ => weights.Max())]) };
    }

    /// <summary>Measured, with conditions of up to 10: the greatest was 60.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: 2000);

    private static int Classes(Shape shape) => 1 + (shape.Rows % 13);

    private double[] ByDefinition(OperandSet operands, Shape shape)
    {
        var classes = Classes(shape);
        var confusion = operands.Span<double>("confusion").ToArray();
        var answers = operands.Span<double>("answers").ToArray();
        double[,] joint = new double[classes, classes];
        var (all, total) = (confusion.Sum(), answers.Sum());
        for (var i = 0; i < confusion.Length; i++)
        {
            joint[i % classes, i / classes] = confusion[i] / all;
        }

        double[] rates = [.. answers.Select(answer => answer / total)];
        double[] priors = [.. Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, classes).Sum(j => joint[j, c]))];
        double[] weights = isRegularized ? Regularized(joint, rates, classes) : Solved(joint, rates);
        weights = [.. weights.Select(weight => Math.Max(weight, 0))];
        var mean = weights.Zip(priors, (weight, prior) => weight * prior).Sum();
        return [.. weights.Select(weight => weight / mean)];
    }

    private static double[] Regularized(double[,] joint, double[] rates, int classes)
    {
        var normal = new double[classes, classes];
        var right = new double[classes];
        for (var c = 0; c < classes; c++)
        {
            for (var other = 0; other < classes; other++)
            {
                normal[c, other] = Enumerable.Range(0, classes).Sum(j => joint[j, c] * joint[j, other]) + (c == other ? Penalty : 0);
            }

            right[c] = Enumerable.Range(0, classes).Sum(j => joint[j, c] * (rates[j] - Enumerable.Range(0, classes).Sum(k => joint[j, k])));
        }

        return [.. Solved(normal, right).Select(theta => 1 + (Trust * theta))];
    }

    /// <summary>Gauss's elimination from the top and substitution from the bottom.</summary>
    private static double[] Solved(double[,] matrix, double[] right)
    {
        var n = right.Length;
        double[,] a = (double[,])matrix.Clone();
        double[] x = [.. right];
        for (var k = 0; k < n; k++)
        {
            for (var row = k + 1; row < n; row++)
            {
                var factor = a[row, k] / a[k, k];
                for (var column = k; column < n; column++)
                {
                    a[row, column] -= factor * a[k, column];
                }

                x[row] -= factor * x[k];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < n; column++)
            {
                x[row] -= a[row, column] * x[column];
            }

            x[row] /= a[row, row];
        }

        return x;
    }
}
