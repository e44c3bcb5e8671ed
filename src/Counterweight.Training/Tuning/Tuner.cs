using Counterweight.Metrics.Ranking;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Tuning;

/// <summary>One run of <see cref="Tune"/>, whose operands are checked. The rows have their weights.</summary>
internal sealed class Tuner(Dataset data, ClassifierTrainer trainer, MistakeCosts costs, TuningOptions options, FitMonitor monitor)
{
    private const double Half = 0.5;

    private readonly double[] weights = data.SampleWeights.ToArray();

    /// <summary>Weights times this power of two are some 1 at most, so that sums of costs do not overflow. Fits have the weights as they are: options may be in their unit.</summary>
    private readonly double unit = data.SampleWeights.IsEmpty ? 1 : Math.ScaleB(1, Math.Min(-Math.ILogB(data.SampleWeights.ToArray().Max()), 1023));
    private readonly Lock gate = new();
    private int finished;

    /// <summary>Parts of the work: a choice outside each outer fold, and one on all rows.</summary>
    private int PartCount => checked((options.RepeatCount * options.FoldCount) + 1);

    /// <param name="told">The costs that the classifier is told, of rows without weight too.</param>
    public TunedClassifier Run(MistakeCosts told)
    {
        var report = Judge();
        int[] all = [.. Enumerable.Range(0, data.RowCount)];
        var choice = Choose(all, PartCount - 1);
        var classifier = Fit(all, choice.WeightExponent, choice.Resampler, PartCount - 1);
        Report();
        return new(classifier, choice, report, told, options.PositiveClass);
    }

    /// <summary>Chooses anew outside each fold, and sums what the choices cost inside.</summary>
    private TuningReport Judge()
    {
        var outer = new CrossValidationOptions { FoldCount = options.FoldCount, Seed = options.Seed, Groups = options.Groups };
        ArraySize.Product(nameof(options), "costs of repeats and rows", options.RepeatCount, data.RowCount);
        int[][] folds = [.. Enumerable.Range(0, options.RepeatCount).Select(repeat => CrossValidation.Folds(data.Labels, outer, repeat))];
        CheckInnerFolds(folds);
        var choices = new TuningChoice[PartCount - 1];
        double[][] tuned = Repeats(), unweighted = Repeats(), balanced = Repeats();
        ParallelItems.Run(choices.Length, options.DegreeOfParallelism, part =>
        {
            var (repeat, fold) = int.DivRem(part, options.FoldCount);
            int[] held = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[repeat][row] == fold)];
            int[] rest = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[repeat][row] != fold)];
            var choice = choices[part] = Choose(rest, part);
            Costs(Fit(rest, choice.WeightExponent, choice.Resampler, part), held, (score, _) => score >= choice.Threshold, tuned[repeat]);
            Costs(Fit(rest, 0, null, part), held, (_, probability) => probability >= Half, unweighted[repeat]);
            Costs(Fit(rest, 1, null, part), held, (_, probability) => probability >= Half, balanced[repeat]);
            Report();
        });

        double[] a = Means(tuned), b = Means(unweighted), c = Means(balanced);
        return new(Estimate(a), Estimate(b), Estimate(c), Estimate(Differences(a, b)), Estimate(Differences(a, c)), choices);
    }

    /// <summary>Outside each fold there are as many rows or groups as inner folds.</summary>
    private void CheckInnerFolds(int[][] folds)
    {
        var groups = options.Groups.ToArray();
        foreach (var repeat in folds)
        {
            for (var fold = 0; fold < options.FoldCount; fold++)
            {
                var rest = Enumerable.Range(0, data.RowCount).Where(row => repeat[row] != fold);
                CrossValidation.CheckFolds(
                    options.InnerFoldCount, nameof(options.InnerFoldCount), groups.Length == 0 ? rest.Count() : FoldGroups.Count(rest.Select(row => groups[row])), groups.Length > 0, "outside a fold");
            }
        }
    }

    /// <summary>The choice of least cost by cross-validation within some rows; of equals the first.</summary>
    private TuningChoice Choose(int[] rows, int part)
    {
        var part64 = (ulong)(uint)part;
        var own = data.Subset(rows);
        var ownCosts = costs.Of(rows);
        var inner = new CrossValidationOptions
        {
            FoldCount = options.InnerFoldCount,
            Seed = unchecked(options.Seed + ((part64 + 1) << 32)),
            Groups = options.Groups.IsEmpty ? default : rows.Select(row => options.Groups.Span[row]).ToArray(),
        };
        TuningChoice? best = null;
        foreach (var resampler in options.Resamplers)
        {
            foreach (var exponent in options.WeightExponents)
            {
                var input = new FitInput { SampleWeights = ClassWeighted(own, exponent), Resampler = resampler, ResamplingSeed = inner.Seed, Cancellation = monitor.Cancellation, Timer = monitor.Timer };
                var probabilities = CrossValidation.PredictProbabilities(own, trainer, inner, input);
                var (threshold, cost) = Sweep(own, ownCosts, probabilities);
                best = best is null || cost < best.Cost ? new(exponent, resampler, threshold, cost) : best;
            }
        }

        return best!;
    }

    /// <summary>The threshold of least cost. The weight of a row in the curve is what its mistake costs.</summary>
    private (double Threshold, double Cost) Sweep(Dataset own, MistakeCosts ownCosts, double[] probabilities)
    {
        var (scores, labels, mistakes, weight) = (new double[own.RowCount], new int[own.RowCount], new double[own.RowCount], 0.0);
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = ownCosts.Score(probabilities[(2 * row) + options.PositiveClass], row);
            labels[row] = own.Labels[row] == options.PositiveClass ? 1 : 0;
            var sampleWeight = own.SampleWeights.IsEmpty ? 1 : own.SampleWeights[row] * unit;
            mistakes[row] = sampleWeight * (labels[row] == 1 ? ownCosts.Miss(row) : ownCosts.FalseAlarm(row));
            weight += sampleWeight;
        }

        var best = ThresholdSearch.LeastCost(ScoreRanking.Create<double>(scores, labels, mistakes), new(1, 1));
        return (best.Threshold, best.Cost(new(1, 1)) / weight);
    }

    private IProbabilisticClassifier Fit(int[] rows, double exponent, IResampler? resampler, int part)
    {
        var own = data.Subset(rows);
        var input = new FitInput { SampleWeights = ClassWeighted(own, exponent), Resampler = resampler, ResamplingSeed = options.Seed, Cancellation = monitor.Cancellation, Timer = monitor.Timer };
        int[] all = [.. Enumerable.Range(0, rows.Length)];
        return new TrainingParts(own, trainer, ref input).Fit(all, part, PartCount, "fits");
    }

    /// <summary>Weights of rows: their own times those of their class.</summary>
    private static double[] ClassWeighted(Dataset own, double exponent)
    {
        if (exponent == 0)
        {
            return own.SampleWeights.ToArray();
        }

        var factors = ClassWeighting.BalancedPower(exponent).Of(own.Labels, own.SampleWeights, own.ClassCount);
        var made = new double[own.RowCount];
        for (var row = 0; row < made.Length; row++)
        {
            made[row] = factors[own.Labels[row]] * (own.SampleWeights.IsEmpty ? 1 : own.SampleWeights[row]);
        }

        return made;
    }

    private void Costs(IProbabilisticClassifier classifier, int[] rows, Func<double, double, bool> alarms, double[] destination)
    {
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of rows and classes", rows.Length, 2)];
        classifier.PredictProbabilities(data.Subset(rows), probabilities);
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, probability) = (rows[i], probabilities[(2 * i) + options.PositiveClass]);
            var (isAlarm, isPositive) = (alarms(costs.Score(probability, row), probability), data.Labels[row] == options.PositiveClass);
            destination[row] = isAlarm == isPositive ? 0 : isPositive ? costs.Miss(row) : costs.FalseAlarm(row);
        }
    }

    private double[][] Repeats() => [.. Enumerable.Range(0, options.RepeatCount).Select(_ => new double[data.RowCount])];

    private double[] Means(double[][] repeats) => [.. Enumerable.Range(0, data.RowCount).Select(row => repeats.Average(costs => costs[row]))];

    private static double[] Differences(double[] one, double[] other) => [.. one.Zip(other, static (a, b) => a - b)];

    private CostEstimate Estimate(double[] means) => CostEstimate.Of(means, weights, unit, options.Groups.Span);

    private void Report()
    {
        lock (gate)
        {
            finished++;
            monitor.Report((double)finished / PartCount, $"{finished} choices");
        }
    }
}
