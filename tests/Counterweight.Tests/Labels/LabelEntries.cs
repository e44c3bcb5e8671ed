using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Decisions;
using Counterweight.Decisions.Guarantees;
using Counterweight.Draws;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;
using Counterweight.Weighting;
using Counterweight.Weighting.Adaptive;
using Counterweight.Weighting.Online;

namespace Counterweight.Tests.Labels;

/// <summary>Every public method of the kernels that takes labels of either type.</summary>
internal static partial class LabelEntries
{
    public const int Ignored = -100;

    public static IEnumerable<LabelEntry> Of(int rows) =>
        [.. Generic<float>(rows), .. Generic<double>(rows), .. Draws(rows), .. Streams()];

    /// <summary>Labels of rows, in which every class occurs.</summary>
    public static int[] Labels(int rows, int classes, bool ignores) =>
        [.. Enumerable.Range(0, rows).Select(row => row < classes ? row : ignores && row % 9 == 0 ? Ignored : row * 7 % 11 % classes)];

    private static IEnumerable<LabelEntry> Generic<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Losses<T>(rows), .. Weights<T>(rows), .. Decisions<T>(rows), .. Calibration<T>(rows), .. Matrices<T>(rows), .. Rankings<T>(rows)];

    /// <summary>Numbers in [0, 1), of which some are equal.</summary>
    private static T[] Numbers<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.Next(1000) / 1000.0))];
    }

    private static int Done(Action action)
    {
        action();
        return 0;
    }

    private static IEnumerable<LabelEntry> Losses<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = Numbers<T>(4 * rows, 1);
        var loss = new SoftmaxCrossEntropy<T>(T.Zero, Ignored);
        yield return new("SoftmaxLoss.Evaluate", 4, l => SoftmaxLoss.Evaluate(loss, logits, 4, l), l => SoftmaxLoss.Evaluate(loss, logits, 4, l)) { Ignores = true };
        yield return new(
            "SoftmaxLoss.Evaluate", 4, l => SoftmaxLoss.Evaluate(loss, logits, LogitLayout.ClassMajor(4, rows), l), l => SoftmaxLoss.Evaluate(loss, logits, LogitLayout.ClassMajor(4, rows), l))
        { Ignores = true };
        yield return new(
            "SoftmaxLoss.Evaluate",
            4,
            l => SoftmaxLoss.Evaluate(loss, new ReadOnlyTensorSpan<T>(logits, [rows, 4]), l),
            l => SoftmaxLoss.Evaluate(loss, new ReadOnlyTensorSpan<T>(logits, [rows, 4]), l))
        { Ignores = true };
    }

    private static IEnumerable<LabelEntry> Weights<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (four, all, weights, perClass, logs) = (new T[4], new T[rows], Numbers<T>(rows, 2), Numbers<T>(4, 3), new T[rows]);
        double[] costs = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0];
        weights.AsSpan(0, 4).Fill(T.One);
        LabelEntry Of(string name, Action<int[]> ints, Action<long[]> longs) =>
            new("ClassWeights." + name, 4, l => Done(() => ints(l)), l => Done(() => longs(l))) { Ignores = true, Outputs = [four] };
        yield return Of("Balanced", l => ClassWeights.Balanced<T>(l, four, weights, ignoreLabel: Ignored), l => ClassWeights.Balanced<T>(l, four, weights, ignoreLabel: Ignored));
        yield return Of("InverseSquareRoot", l => ClassWeights.InverseSquareRoot<T>(l, four, weights, ignoreLabel: Ignored), l => ClassWeights.InverseSquareRoot<T>(l, four, weights, ignoreLabel: Ignored));
        yield return Of("MedianFrequency", l => ClassWeights.MedianFrequency<T>(l, four, weights, ignoreLabel: Ignored), l => ClassWeights.MedianFrequency<T>(l, four, weights, ignoreLabel: Ignored));
        yield return Of("EffectiveNumber", l => ClassWeights.EffectiveNumber<T>(l, 0.9, four, weights, ignoreLabel: Ignored), l => ClassWeights.EffectiveNumber<T>(l, 0.9, four, weights, ignoreLabel: Ignored));
        yield return Of("FromCosts", l => ClassWeights.FromCosts<T>(l, costs, four, weights, ignoreLabel: Ignored), l => ClassWeights.FromCosts<T>(l, costs, four, weights, ignoreLabel: Ignored));
        yield return new(
            "SampleWeights.FromClassWeights",
            4,
            l => Done(() => SampleWeights.FromClassWeights<T>(l, perClass, all, weights, Ignored)),
            l => Done(() => SampleWeights.FromClassWeights<T>(l, perClass, all, weights, Ignored)))
        { Ignores = true, Outputs = [all] };
        var (answers, longAnswers) = Answers(rows);
        yield return new("SammeWeights.Step", 4, l => SammeWeights.Step<T>(l, answers, 4, logs), l => SammeWeights.Step<T>(l, longAnswers, 4, logs)) { Outputs = [logs] };
        yield return new("SammeWeights.Step", 4, l => SammeWeights.Step<T>(answers, l, 4, logs), l => SammeWeights.Step<T>(longAnswers, l, 4, logs)) { Outputs = [logs], Column = "answers" };
    }

    private static IEnumerable<LabelEntry> Decisions<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scores, weights, costs) = (Numbers<T>(4 * rows, 4), Numbers<T>(rows, 5), Numbers<T>(rows, 6));
        var matrix = new CostMatrix(4, [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0]);
        var (answers, longAnswers) = Answers(rows);
        int[] two = [.. answers.Select(answer => answer % 2)];
        long[] longTwo = [.. longAnswers.Select(answer => answer % 2)];
        yield return new("DecisionCost.OfMatrix", 4, l => DecisionCost.OfMatrix(l, answers, matrix), l => DecisionCost.OfMatrix(l, longAnswers, matrix));
        yield return new("DecisionCost.OfMatrix", 4, l => DecisionCost.OfMatrix(answers, l, matrix), l => DecisionCost.OfMatrix(longAnswers, l, matrix)) { Column = "answers" };
        yield return new("DecisionCost.OfMatrix", 4, l => DecisionCost.OfMatrix<T>(l, answers, matrix, weights), l => DecisionCost.OfMatrix<T>(l, longAnswers, matrix, weights));
        yield return new("DecisionCost.OfMatrix", 4, l => DecisionCost.OfMatrix<T>(answers, l, matrix, weights), l => DecisionCost.OfMatrix<T>(longAnswers, l, matrix, weights)) { Column = "answers" };
        yield return new("DecisionCost.PerRow", 2, l => DecisionCost.PerRow<T>(l, two, costs, [T.One], weights), l => DecisionCost.PerRow<T>(l, longTwo, costs, [T.One], weights));
        yield return new("DecisionCost.PerRow", 2, l => DecisionCost.PerRow<T>(two, l, costs, [T.One], weights), l => DecisionCost.PerRow<T>(longTwo, l, costs, [T.One], weights)) { Column = "answers" };
        double[] ratios = [1, 2, 0.5, 3];
        yield return new("ConformalSets.ByClass", 4, l => PValues(ConformalSets.ByClass<T>(scores, l, 4), scores), l => PValues(ConformalSets.ByClass<T>(scores, l, 4), scores));
        yield return new("ConformalSets.Pooled", 4, l => PValues(ConformalSets.Pooled<T>(scores, l, ratios), scores), l => PValues(ConformalSets.Pooled<T>(scores, l, ratios), scores));
    }

    private static double[] PValues<T>(ConformalSets sets, T[] scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new double[scores.Length];
        sets.PValues<T>(scores, values);
        return values;
    }

    private static (int[] Ints, long[] Longs) Answers(int rows)
    {
        int[] answers = [.. Enumerable.Range(0, rows).Select(row => row % 5 < 4 ? row % 11 * 7 % 11 % 4 : row % 4)];
        return (answers, [.. answers]);
    }

    private static IEnumerable<LabelEntry> Draws(int rows)
    {
        var (destination, counts, batch) = (new int[rows], new long[4], new int[8]);
        var probabilities = Numbers<double>(rows, 7);
        int[] order = [.. Enumerable.Range(0, rows).Reverse()];
        yield return new("ClassWeights.Count", 4, l => Done(() => ClassWeights.Count(l, counts, Ignored)), l => Done(() => ClassWeights.Count(l, counts, Ignored))) { Ignores = true, Outputs = [counts] };
        yield return new("BalancedBatches.Equal", 4, l => Batch(BalancedBatches.Equal(l, 4, 8, new(1)), batch), l => Batch(BalancedBatches.Equal(l, 4, 8, new(1)), batch)) { Outputs = [batch] };
        yield return new("BalancedBatches.WithCounts", 4, l => Batch(BalancedBatches.WithCounts(l, [3, 2, 2, 1], new(1)), batch), l => Batch(BalancedBatches.WithCounts(l, [3, 2, 2, 1], new(1)), batch)) { Outputs = [batch] };
        yield return new("RandomUnderSampling.Select", 4, l => RandomUnderSampling.Select(l, new(1)), l => RandomUnderSampling.Select(l, new(1)));
        yield return new("RandomUnderSampling.Select", 4, l => RandomUnderSampling.Select(l, destination, new(1)), l => RandomUnderSampling.Select(l, destination, new(1))) { Outputs = [destination] };
        yield return new("RandomUnderSampling.FromOrder", 4, l => RandomUnderSampling.FromOrder(l, order, destination), l => RandomUnderSampling.FromOrder(l, order, destination)) { Outputs = [destination] };
        yield return new("InstanceHardness.Select", 4, l => InstanceHardness.Select(probabilities, l), l => InstanceHardness.Select(probabilities, l));
        yield return new("InstanceHardness.Select", 4, l => InstanceHardness.Select(probabilities, l, destination), l => InstanceHardness.Select(probabilities, l, destination)) { Outputs = [destination] };
        yield return new("OverSampler.CountNewRows", 4, l => OverSampler.CountNewRows(l, default), l => OverSampler.CountNewRows(l, default));
        var copies = new int[OverSampler.CountNewRows(Labels(rows, 4, ignores: false), default)];
        yield return new(
            "RandomOverSampler.Draw", 4, l => Done(() => new RandomOverSampler().Draw(l, default, 1, copies)), l => Done(() => new RandomOverSampler().Draw(l, default, 1, copies)))
        { Outputs = [copies] };
    }

    private static int Batch(BalancedBatches batches, int[] batch) => Done(() => batches.Fill(3, batch));

    private static IEnumerable<LabelEntry> Streams()
    {
        var (window, otherWindow) = (new LabelWindow(4, 50), new LabelWindow(4, 50));
        var (decayed, otherDecayed) = (new DecayedLabelCounts(4, 0.99), new DecayedLabelCounts(4, 0.99));
        var (alarm, otherAlarm) = (new ClassRatioAlarm([0.25, 0.25, 0.25, 0.25]), new ClassRatioAlarm([0.25, 0.25, 0.25, 0.25]));
        yield return new(
            "LabelWindow.Add",
            4,
            l => { window.Add(l, Ignored); return window.Snapshot(); },
            l => { otherWindow.Add(l, Ignored); return otherWindow.Snapshot(); })
        { Ignores = true, Added = () => otherWindow.Count };
        yield return new(
            "DecayedLabelCounts.Add",
            4,
            l => { decayed.Add(l, Ignored); return decayed.Snapshot(); },
            l => { otherDecayed.Add(l, Ignored); return otherDecayed.Snapshot(); })
        { Ignores = true, Added = () => otherDecayed.Total };
        yield return new(
            "ClassRatioAlarm.Add",
            4,
            l => (alarm.Add(l, Ignored), alarm.Evidence, alarm.Count),
            l => (otherAlarm.Add(l, Ignored), otherAlarm.Evidence, otherAlarm.Count))
        { Ignores = true, Added = () => otherAlarm.Count };
    }
}
