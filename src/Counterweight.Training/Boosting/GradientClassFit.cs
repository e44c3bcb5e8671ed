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
        (this.options, this.prototype, classCount) = (options, prototype, data.Source.ClassCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, ushort.MaxValue + 1, nameof(data));
        ArraySize.Product(nameof(data), "scores of rows and outputs", data.RowCount, prototype.OutputCount);
        classWeights = ClassWeightsOf(options, data.Source, sampleWeights);
        this.sampleWeights = TrainingInput.Single(sampleWeights);
        training = Part(data, sampleWeights, nameof(sampleWeights));
        if (validation is not null)
        {
            CheckValidation(data.Source, validation, validationWeights);
            ArraySize.Product(nameof(validation), "scores of rows and outputs", validation.RowCount, prototype.OutputCount);
            this.validation = Part(BinnedDataset.Apply(validation, data.Mapper, options.DegreeOfParallelism), validationWeights, nameof(validationWeights));
        }
        else if (options.EarlyStoppingRounds > 0)
        {
            throw new ArgumentException("Early stopping needs validation rows.", nameof(validation));
        }
    }

    /// <summary>The class weights given or computed; empty where there are none.</summary>
    /// <exception cref="ArgumentException">Those given do not fit or are no weights.</exception>
    public static double[] ClassWeightsOf(GradientBoostingOptions options, Dataset data, ReadOnlySpan<double> weights)
    {
        if (options.ClassWeights is null)
        {
            return TrainingInput.ClassWeightsOf(data, options.Weighting, weights);
        }

        if (options.ClassWeights.Count != data.ClassCount)
        {
            throw new ArgumentException($"{options.ClassWeights.Count} class weights for {data.ClassCount} classes.", nameof(options));
        }

        for (var label = 0; label < data.ClassCount; label++)
        {
            if (!(options.ClassWeights[label] >= 0 && double.IsFinite(options.ClassWeights[label])))
            {
                throw new ArgumentException($"The weight {options.ClassWeights[label]} of class {label} is not a finite number of at least 0.", nameof(options));
            }
        }

        return [.. options.ClassWeights];
    }

    public GradientBoostingClassifier Run(IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        progress?.Report(new FitProgress(0, "boosting"));
        var correction = classWeights.Length == 0 ? PriorCorrection.None : options.PriorCorrection;
        var shift = correction == PriorCorrection.None ? [] : Shift(options);
        var refit = correction == PriorCorrection.LeafValues
            ? new GradientRefit(training.Objective, sampleWeights, shift, options.UnitHessians)
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

    private void CheckValidation(Dataset data, Dataset validation, ReadOnlySpan<double> weights)
    {
        TrainingInput.Validate(validation, weights);
        if (validation.FeatureCount != data.FeatureCount || validation.ClassCount != data.ClassCount)
        {
            throw new ArgumentException($"Validation rows have {validation.FeatureCount} features and {validation.ClassCount} classes, training rows {data.FeatureCount} and {data.ClassCount}.", nameof(validation));
        }

        if (options.EarlyStoppingMetric == EarlyStoppingMetric.Auc && (classCount != 2 || validation.CountClasses().Contains(0)))
        {
            throw new ArgumentException("The area under the ROC curve needs validation rows of two classes.", nameof(validation));
        }
    }

    private GradientPart Part(BinnedDataset data, ReadOnlySpan<double> weights, string name) =>
        new(data, prototype.WithLabels(data.Source.Labels.ToArray()), TrainingInput.RowWeights(data.Source, classWeights, weights), name);

    /// <summary>What class weights add to scores: ln(w₁/w₀), or each class's ln w.</summary>
    private double[] Shift(GradientBoostingOptions options)
    {
        var zero = Array.FindIndex(classWeights, weight => weight == 0);
        if (zero >= 0)
        {
            throw new ArgumentException($"The weight 0 of class {zero} cannot be undone.", nameof(options));
        }

        var logarithms = new double[classCount];
        VectorMath.Log<double>(classWeights, logarithms);
        return prototype.OutputCount == 1 ? [logarithms[1] - logarithms[0]] : logarithms;
    }
}
