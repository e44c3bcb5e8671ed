using Counterweight.Binning;
using Counterweight.Elementwise;
using Counterweight.Splits;
using Counterweight.Training.Boosting.Objectives;
using Counterweight.Training.Data;

namespace Counterweight.Training.Boosting;

/// <summary>A fit of classes: checks, weights, initial scores and prior correction around the boosting itself.</summary>
internal sealed class GradientClassFit
{
    private readonly GradientBoostingOptions options;
    private readonly GradientObjective prototype;
    private readonly int classCount;
    private readonly double[] classWeights;
    private readonly int classExponent;
    private readonly float[] sampleWeights;
    private readonly BoostingGain sampleGain;
    private readonly GradientPart training;
    private readonly GradientPart? validation;
    private readonly FitMonitor monitor;

    /// <param name="data">Training rows.</param>
    /// <param name="prototype">The loss of no rows.</param>
    /// <param name="options">Options.</param>
    /// <param name="input">Weights, validation rows, and who follows the fit.</param>
    public GradientClassFit(BinnedDataset data, GradientObjective prototype, GradientBoostingOptions options, FitInput input)
    {
        GradientBoostingOptions.Validate(options, data.FeatureCount);
        var weights = FitWeights.Of(data.Source, options.Weighting, input);
        TrainingInput.ValidateValidation(input, data.Source, hasClasses: true, options.EarlyStoppingRounds);
        (this.prototype, classCount, monitor) = (prototype, data.Source.ClassCount, input.Monitor);
        if (classCount > ushort.MaxValue + 1)
        {
            throw Require.Misfit($"data has {classCount} classes; boosting takes at most {ushort.MaxValue + 1}.", nameof(data));
        }

        if (classCount != 2 && options.EarlyStoppingMetric == EarlyStoppingMetric.Auc && input.Validation is not null)
        {
            throw Require.Misfit($"EarlyStoppingMetric is Auc, the area under the ROC curve of two classes; data has {classCount}.", nameof(options));
        }

        ArraySize.Product(nameof(data), "scores of rows and outputs", data.RowCount, prototype.OutputCount);
        (classWeights, classExponent) = (weights.Classes, weights.ClassExponent);
        sampleWeights = TrainingInput.Single(weights.Samples);
        sampleGain = options.Tree.InUnit(weights.SampleExponent).Gain;
        training = new(data, Objective(data.Source), weights.OfRows(data.Source), nameof(options));
        this.options = options with { Tree = options.Tree.InUnit(weights.Exponent + training.WeightExponent) };
        validation = input.Validation is { } rows ? Validation(rows, data.Mapper) : null;
    }

    public GradientBoostingClassifier Run()
    {
        monitor.Report(0, "boosting");
        var correction = classWeights.Length == 0 ? PriorCorrection.None : options.PriorCorrection;
        var shift = correction == PriorCorrection.None ? [] : Shift(options);
        var refit = correction == PriorCorrection.LeafValues
            ? new GradientRefit(training.Objective, sampleWeights, shift, sampleGain, options.UnitHessians)
            : null;
        var startWeights = refit is null ? training.Weights : sampleWeights;
        var start = GradientStart.OfClasses(
            prototype.WithLabels([.. Enumerable.Range(0, classCount)]),
            GradientTotals.ClassWeights(training.Data.Source.Labels, classCount, startWeights));
        var run = new GradientBoostingRun(training, validation, refit, options, monitor);
        var model = run.Fit(start);
        if (correction == PriorCorrection.InitialScores)
        {
            model = model.WithInitialScores([.. start.Select((score, output) => score - shift[output])]);
        }

        return new GradientBoostingClassifier(model, classCount)
        {
            StopReason = run.StopReason,
            ValidationHistory = run.History,
        };
    }

    private GradientPart Validation(Dataset rows, BinMapper mapper)
    {
        var watchesArea = options.EarlyStoppingMetric == EarlyStoppingMetric.Auc;
        ArraySize.Product("input", "scores of rows and outputs", rows.RowCount, prototype.OutputCount);
        var weights = TrainingInput.RowWeights(rows, classWeights, TrainingInput.InUnitRange(rows.SampleWeights, out _));
        var part = new GradientPart(BinnedDataset.Apply(rows, mapper, options.DegreeOfParallelism), Objective(rows), weights, "input");
        for (var label = 0; label < classCount && watchesArea; label++)
        {
            if (!Array.Exists(part.Counting, row => rows.Labels[row] == label))
            {
                throw Require.Misfit($"Validation has no row of class {label} with weight, class weights included; the area under the ROC curve needs both classes.", "input");
            }
        }

        return part;
    }

    private GradientObjective Objective(Dataset data) => prototype.WithLabels(data.Labels.ToArray());

    /// <summary>What class weights add to scores: ln(w₁/w₀), or each class's ln w.</summary>
    private double[] Shift(GradientBoostingOptions options)
    {
        var zero = Array.FindIndex(classWeights, weight => weight == 0);
        if (zero >= 0 && options.Weighting.IsCustom)
        {
            throw Require.Misfit($"Weighting is {options.Weighting}; {nameof(PriorCorrection)} cannot undo the weight 0 of class {zero}.", nameof(options));
        }

        var logarithms = new double[classCount];

        // A computed weight of 0 is that of a class without rows, and weighs none.
        VectorMath.Log<double>([.. classWeights.Select(weight => weight == 0 ? 1 : Math.ScaleB(weight, classExponent))], logarithms);
        return prototype.OutputCount == 1 ? [logarithms[1] - logarithms[0]] : logarithms;
    }
}
