using Counterweight.Metrics.Ranking;
using Counterweight.Threading;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Resampling;

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
        var classifier = Fit(all, choice.Weighting, choice.Resampler, PartCount - 1);
        Report();
        return new(classifier, choice, report, told, options.PositiveClass);
    }

    /// <summary>Chooses anew outside each fold, and sums what the choices cost inside.</summary>
    private TuningReport Judge()
    {
        var outer = new CrossValidationOptions { FoldCount = options.FoldCount, Seed = options.Seed, Groups = options.Groups, Times = options.Times };
        ArraySize.Product(nameof(options), "costs of repeats and rows", options.RepeatCount, data.RowCount);
        int[][] folds = [.. Enumerable.Range(0, options.RepeatCount).Select(repeat => CrossValidation.Folds(data.Labels, outer, repeat))];
        CheckInnerFolds(folds);
        var choices = new TuningChoice[PartCount - 1];
        double[][] tuned = Repeats(), unweighted = Repeats(), balanced = Repeats(), decided = Repeats();
        ParallelItems.Run(choices.Length, options.DegreeOfParallelism, part =>
        {
            var (repeat, fold) = int.DivRem(part, options.FoldCount);
            var (held, rest) = CrossValidation.Divide(folds[repeat], fold, !options.Times.IsEmpty);
            var choice = choices[part] = Choose(rest, part);
            Costs(Fit(rest, choice.Weighting, choice.Resampler, part), part, held, (score, _) => score >= choice.Threshold, tuned[repeat]);
            var plain = Fit(rest, ClassWeighting.None, null, part);
            Costs(plain, part, held, (_, probability) => probability >= Half, unweighted[repeat]);
            Costs(plain, part, held, (score, _) => score >= Half, decided[repeat]);
            Costs(Fit(rest, ClassWeighting.Balanced, null, part), part, held, (_, probability) => probability >= Half, balanced[repeat]);
            Report();
        });

        // By time the first rows are in no fold.
        int[] judged = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[0][row] >= 0)];
        double[] a = Means(tuned, judged), b = Means(unweighted, judged), c = Means(balanced, judged), d = Means(decided, judged);
        CostEstimate Of(double[] means) => Estimate(means, judged);
        return new(Of(a), Of(b), Of(c), Of(d), Of(Differences(a, b)), Of(Differences(a, c)), Of(Differences(a, d)), choices);
    }

    /// <summary>Outside each fold there are as many rows, groups or times as inner folds need, and every fit has rows of both classes.</summary>
    private void CheckInnerFolds(int[][] folds)
    {
        var all = new CrossValidationOptions { Groups = options.Groups, Times = options.Times };
        var outside = options.Times.IsEmpty ? "outside" : "before";
        for (var part = 0; part < PartCount; part++)
        {
            var (repeat, fold) = int.DivRem(part, options.FoldCount);
            var own = part == PartCount - 1 ? [.. Enumerable.Range(0, data.RowCount)] : Rest(folds[repeat], fold);
            CrossValidation.CheckFolds(options.InnerFoldCount, nameof(options.InnerFoldCount), all, own, $"{outside} a fold");
            var place = part == PartCount - 1 ? "" : Require.Text($" {outside} fold {fold} of repeat {repeat}");
            CheckClasses(own, place);
            var inner = CrossValidation.Folds([.. own.Select(row => data.Labels[row])], Inner(own, part), 0);
            for (var held = 0; held < options.InnerFoldCount; held++)
            {
                CheckClasses([.. Rest(inner, held).Select(row => own[row])], Require.Text($" {outside} inner fold {held}{place}"));
            }
        }
    }

    /// <summary>The rows that predict a fold.</summary>
    private int[] Rest(int[] folds, int fold) => CrossValidation.Divide(folds, fold, !options.Times.IsEmpty).Others;

    /// <summary>Refuses rows of one class: no threshold can be told from a model of them.</summary>
    private void CheckClasses(int[] rows, string place)
    {
        for (var label = 0; label < 2; label++)
        {
            if (!Array.Exists(rows, row => data.Labels[row] == label))
            {
                var count = data.CountClasses()[label];
                throw Require.Misfit($"data has {count} {(count == 1 ? "row" : "rows")} of class '{data.ClassNames[label]}' with weight, and none{place}; every fit needs rows of both classes. Take fewer folds, or more rows of the class.", nameof(data));
            }
        }
    }

    /// <summary>The choice of least cost by cross-validation within some rows; of equals the first.</summary>
    private TuningChoice Choose(int[] rows, int part)
    {
        var own = data.Subset(rows);
        var ownCosts = costs.Of(rows);
        var inner = Inner(rows, part);
        TuningChoice? best = null;
        foreach (var resampler in options.Resamplers)
        {
            foreach (var weighting in options.Weightings)
            {
                var classWeighted = ClassWeighted(own, weighting);
                var probabilities = PartFailure.Tell(
                    () => CrossValidation.PredictProbabilities(own, trainer, inner, Input(classWeighted, resampler, inner.Seed)),
                    () => Require.Text($"{Place(part).Part}; rows are numbered among the {rows.Length} {Place(part).Rows}"));
                var (threshold, cost) = Sweep(own, ownCosts, probabilities);
                best = best is null || cost < best.Cost ? new(weighting, resampler, threshold, cost) : best;
            }
        }

        return best!;
    }

    /// <summary>The folds within some rows by which the choice of a part is made.</summary>
    private CrossValidationOptions Inner(int[] rows, int part) => new()
    {
        FoldCount = options.InnerFoldCount,
        Seed = unchecked(options.Seed + (((ulong)(uint)part + 1) << 32)),
        Groups = options.Groups.IsEmpty ? default : rows.Select(row => options.Groups.Span[row]).ToArray(),
        Times = options.Times.IsEmpty ? default : rows.Select(row => options.Times.Span[row]).ToArray(),
    };

    /// <summary>The threshold of least cost. The weight of a row in the curve is what its mistake costs.</summary>
    private (double Threshold, double Cost) Sweep(Dataset own, MistakeCosts ownCosts, double[] probabilities)
    {
        var (scores, labels, mistakes, weight) = (new List<double>(own.RowCount), new List<int>(own.RowCount), new List<double>(own.RowCount), 0.0);
        for (var row = 0; row < own.RowCount; row++)
        {
            var probability = probabilities[(2 * row) + options.PositiveClass];
            if (double.IsNaN(probability) && !options.Times.IsEmpty)
            {
                // Before all folds.
                continue;
            }

            var isPositive = own.Labels[row] == options.PositiveClass;
            var sampleWeight = own.SampleWeights.IsEmpty ? 1 : own.SampleWeights[row] * unit;
            scores.Add(ownCosts.Score(probability, row));
            labels.Add(isPositive ? 1 : 0);
            mistakes.Add(sampleWeight * (isPositive ? ownCosts.Miss(row) : ownCosts.FalseAlarm(row)));
            weight += sampleWeight;
        }

        var best = ThresholdSearch.LeastCost(ScoreRanking.Create<double>([.. scores], [.. labels], [.. mistakes]), new(1, 1));
        return (best.Threshold, best.Cost(new(1, 1)) / weight);
    }

    private IProbabilisticClassifier Fit(int[] rows, ClassWeighting weighting, IResampler? resampler, int part)
    {
        var own = data.Subset(rows);
        var input = Input(ClassWeighted(own, weighting), resampler, options.Seed);
        int[] all = [.. Enumerable.Range(0, rows.Length)];
        return new TrainingParts(own, trainer, ref input).Fit(all, part, PartCount, "fits", Place(part));
    }

    private FitInput Input(double[] sampleWeights, IResampler? resampler, ulong seed) =>
        new() { SampleWeights = sampleWeights, Resampler = resampler, ResamplingSeed = seed, Cancellation = monitor.Cancellation, Timer = monitor.Timer };

    /// <summary>What a part of the work is called, and its rows.</summary>
    private (string Part, string Rows) Place(int part)
    {
        var (repeat, fold) = int.DivRem(part, options.FoldCount);
        return part == PartCount - 1 ? ("the fits to all rows", "of weight") : (Require.Text($"outer fold {fold} of repeat {repeat}"), CrossValidation.Outside(!options.Times.IsEmpty));
    }

    /// <summary>Weights of rows: their own times those of their class.</summary>
    private static double[] ClassWeighted(Dataset own, ClassWeighting weighting)
    {
        var factors = weighting.Of(own.Labels, own.SampleWeights, own.ClassCount, name: nameof(options.Weightings));
        if (factors.Length == 0)
        {
            return own.SampleWeights.ToArray();
        }

        var made = new double[own.RowCount];
        for (var row = 0; row < made.Length; row++)
        {
            made[row] = factors[own.Labels[row]] * (own.SampleWeights.IsEmpty ? 1 : own.SampleWeights[row]);
        }

        return made;
    }

    private void Costs(IProbabilisticClassifier classifier, int part, int[] rows, Func<double, double, bool> alarms, double[] destination)
    {
        var probabilities = CrossValidation.Predict(classifier, data, rows, Place(part).Part);
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, probability) = (rows[i], probabilities[(2 * i) + options.PositiveClass]);
            var (isAlarm, isPositive) = (alarms(costs.Score(probability, row), probability), data.Labels[row] == options.PositiveClass);
            destination[row] = isAlarm == isPositive ? 0 : isPositive ? costs.Miss(row) : costs.FalseAlarm(row);
        }
    }

    private double[][] Repeats() => [.. Enumerable.Range(0, options.RepeatCount).Select(_ => new double[data.RowCount])];

    private static double[] Means(double[][] repeats, int[] rows) => [.. rows.Select(row => repeats.Average(costs => costs[row]))];

    private static double[] Differences(double[] one, double[] other) => [.. one.Zip(other, static (a, b) => a - b)];

    private CostEstimate Estimate(double[] means, int[] rows) => CostEstimate.Of(means, [.. weights.Length == 0 ? [] : rows.Select(row => weights[row])], unit, options.Groups.Span);

    private void Report()
    {
        lock (gate)
        {
            finished++;
            monitor.Report((double)finished / PartCount, $"{finished} choices");
        }
    }
}
