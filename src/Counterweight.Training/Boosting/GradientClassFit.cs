using Counterweight.Elementwise;
using Counterweight.Splits;
using Counterweight.Training.Data;

namespace Counterweight.Training.Boosting;

/// <summary>A fit of classes: checks, weights, initial scores and prior correction around the boosting itself.</summary>
internal sealed class GradientClassFit
{
    private readonly GradientBoostingOptions options;
    private readonly GradientObjective prototype;
    private readonly int classCount;
    private readonly double[] classWeights;
    private readonly float[] sampleWeights;
    private readonly BoostingGain sampleGain;
    private readonly GradientPart training;
    private readonly GradientPart? validation;

    /// <param name="data">Training rows.</param>
    /// <param name="prototype">The loss of no rows.</param>
    /// <param name="options">Options.</param>
    /// <param name="sampleWeights">Sample weights or none.</param>
    /// <param name="validation">Validation rows or null.</param>
    /// <param name="validationWeights">Their sample weights or none.</param>
    public GradientClassFit(
        BinnedDataset data,
        GradientObjective prototype,
        GradientBoostingOptions options,
        ReadOnlySpan<double> sampleWeights,
        Dataset? validation,
        ReadOnlySpan<double> validationWeights)
    {
        GradientBoostingOptions.Validate(options, data.FeatureCount);
        TrainingInput.Validate(data.Source, sampleWeights);
        (this.prototype, classCount) = (prototype, data.Source.ClassCount);
        if (classCount > ushort.MaxValue + 1)
        {
            throw new ArgumentOutOfRangeException(nameof(data), classCount, $"{classCount} classes: boosting takes at most {ushort.MaxValue + 1}.");
        }

        ArraySize.Product(nameof(data), "scores of rows and outputs", data.RowCount, prototype.OutputCount);
        (var weights, classWeights, var exponent) = RowWeights(options, data.Source, sampleWeights);
        this.sampleWeights = TrainingInput.Single(TrainingInput.InUnitRange(sampleWeights, out var sampleExponent));
        sampleGain = options.Tree.InUnit(sampleExponent).Gain;
        training = new(data, Objective(data.Source), weights, nameof(sampleWeights));
        this.options = options with { Tree = options.Tree.InUnit(exponent + training.WeightExponent) };
        if (validation is not null)
        {
            TrainingInput.ValidateValidation(validation, data.Source, hasClasses: true);
            TrainingInput.ValidateWeights(validationWeights, validation.RowCount, nameof(validationWeights));
            CheckTwoClasses(options, validation);
            ArraySize.Product(nameof(validation), "scores of rows and outputs", validation.RowCount, prototype.OutputCount);
            this.validation = new(
                BinnedDataset.Apply(validation, data.Mapper, options.DegreeOfParallelism),
                Objective(validation),
                Times(validation, classWeights, validationWeights, out _),
                nameof(validationWeights));
            if (options.EarlyStoppingMetric == EarlyStoppingMetric.Auc)
            {
                CheckArea(this.validation, nameof(validationWeights));
            }
        }
        else if (options.EarlyStoppingRounds > 0)
        {
            throw new ArgumentException("Early stopping needs validation rows.", nameof(validation));
        }
        else
        {
            TrainingInput.ValidateAbsent(validationWeights.Length, nameof(validationWeights));
        }
    }

    /// <summary>Class weights × sample weights of all rows, divided by two to some power so that they are finite; empty: all 1. And the class weights given or computed.</summary>
    /// <exception cref="ArgumentException">Class weights given do not fit or are no weights.</exception>
    public static (double[] Weights, double[] ClassWeights, int Exponent) RowWeights(GradientBoostingOptions options, Dataset data, ReadOnlySpan<double> sampleWeights)
    {
        var ofClasses = TrainingInput.ClassWeightsOf(data, options.Weighting, TrainingInput.InUnitRange(sampleWeights, out var unit), unit);
        return (Times(data, ofClasses, sampleWeights, out var exponent), ofClasses, exponent);
    }

    public GradientBoostingClassifier Run(IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        progress?.Report(new FitProgress(0, "boosting"));
        var correction = classWeights.Length == 0 ? PriorCorrection.None : options.PriorCorrection;
        var shift = correction == PriorCorrection.None ? [] : Shift(options);
        var refit = correction == PriorCorrection.LeafValues
            ? new GradientRefit(training.Objective, sampleWeights, shift, sampleGain, options.UnitHessians)
            : null;
        var startWeights = refit is null ? training.Weights : sampleWeights;
        var start = GradientStart.OfClasses(
            prototype.WithLabels([.. Enumerable.Range(0, classCount)]),
            GradientTotals.ClassWeights(training.Data.Source.Labels, classCount, startWeights));
        var run = new GradientBoostingRun(training, validation, refit, options, progress, cancellation);
        var model = run.Fit(start);
        if (correction == PriorCorrection.InitialScores)
        {
            model = model.WithInitialScores([.. start.Select((score, output) => score - shift[output])]);
        }

        return new GradientBoostingClassifier(model, classCount)
        {
            KernelTime = run.KernelTime,
            ValidationHistory = run.History,
        };
    }

    private void CheckTwoClasses(GradientBoostingOptions options, Dataset validation)
    {
        if (options.EarlyStoppingMetric == EarlyStoppingMetric.Auc && (classCount != 2 || validation.CountClasses().Contains(0)))
        {
            throw new ArgumentException("The area under the ROC curve needs validation rows of two classes.", nameof(validation));
        }
    }

    private static void CheckArea(GradientPart part, string name)
    {
        for (var label = 0; label < part.Data.Source.ClassCount; label++)
        {
            if (!Array.Exists(part.Counting, row => part.Data.Source.Labels[row] == label))
            {
                throw new ArgumentException($"No validation row of class {label} has weight, class weights included: the area under the ROC curve needs both classes.", name);
            }
        }
    }

    private static double[] Times(Dataset data, double[] classWeights, ReadOnlySpan<double> sampleWeights, out int exponent)
    {
        var samples = TrainingInput.InUnitRange(sampleWeights, out var sampleExponent);
        var weights = TrainingInput.RowWeights(data, TrainingInput.InUnitRange(classWeights, out var classExponent), samples);
        exponent = sampleExponent + classExponent;
        return weights;
    }

    private GradientObjective Objective(Dataset data) => prototype.WithLabels(data.Labels.ToArray());

    /// <summary>What class weights add to scores: ln(w₁/w₀), or each class's ln w.</summary>
    private double[] Shift(GradientBoostingOptions options)
    {
        var zero = Array.FindIndex(classWeights, weight => weight == 0);
        if (zero >= 0 && options.Weighting.IsCustom)
        {
            throw new ArgumentException($"The weight 0 of class {zero} cannot be undone.", nameof(options));
        }

        var logarithms = new double[classCount];

        // A computed weight of 0 is that of a class without rows, and weighs none.
        VectorMath.Log<double>([.. classWeights.Select(weight => weight == 0 ? 1 : weight)], logarithms);
        return prototype.OutputCount == 1 ? [logarithms[1] - logarithms[0]] : logarithms;
    }
}
