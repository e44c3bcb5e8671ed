using Counterweight.Elementwise;
using Counterweight.Training;
using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Cli.Fitting;

/// <summary>Trains a model whose probabilities are those of the rows as they are, whatever weights or resampling did.</summary>
internal static class ModelTraining
{
    private const int Folds = 5;

    /// <summary>Trains a model.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Told how far it is; null: nobody watches.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InputException">The rows cannot be resampled or calibrated so.</exception>
    public static TrainedClassifier Fit(Dataset data, TrainingSettings settings, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var model = settings.Model;
        var input = new FitInput { Progress = progress, Cancellation = cancellation, Resampler = Resamplers.Of(settings.Resampling, data), ResamplingSeed = model.Seed };
        var counts = data.CountClasses();
        IProbabilisticClassifier classifier;
        if (settings.Calibration is { } method)
        {
            var folds = Math.Min(Folds, counts.Where(count => count > 0).Min());
            var calibrated = new CalibratedOptions { Method = method, FoldCount = folds, Seed = model.Seed };
            classifier = folds >= 2
                ? CalibratedClassifier.Fit(data, (rows, part, own) => (model with { Seed = unchecked(model.Seed + (ulong)part) }).Fit(rows, own), calibrated, input)
                : throw new InputException($"--calibrate: class '{Reading.FilePlace.OneLine(data.ClassNames[Array.IndexOf(counts, 1)])}' has 1 row; each class needs 2 at least (--drop-rare 2 leaves it out)");
        }
        else
        {
            classifier = model.Fit(data, input);
        }

        var favours = Favours(data, settings, classifier);

        // Leaves of one class have its probability, however its rows are weighed or copied.
        var isMoved = !(model.IsFullyGrown && settings.Resampling is ResamplingKind.None or ResamplingKind.Over);
        var isCorrected = favours is not null && settings.Calibration is null && isMoved;
        if (isCorrected)
        {
            classifier = new PriorCorrectedClassifier(classifier, favours);
        }

        return new((ISavedModel)classifier, isCorrected, isCorrected || settings.Calibration is not null ? favours : null);
    }

    /// <summary>How much more a row of each class counts by class weights.</summary>
    public static double[] OfWeights(IProbabilisticClassifier classifier, ClassWeighting weighting, Dataset data)
    {
        // The library's exponential, so that the file is the same on every machine. A class of weight 0 has −∞ as its ratio.
        var favours = Array.ConvertAll(PriorCorrectedClassifier.Undoing(classifier, weighting, data).LogRatios.ToArray(), ratio => double.IsFinite(ratio) ? -ratio : double.NegativeInfinity);
        VectorMath.Exp<double>(favours, favours);
        return favours;
    }

    /// <summary>How much more a row of each class counted in training than in the rows as they are; null where all count the same.</summary>
    private static double[]? Favours(Dataset data, TrainingSettings settings, IProbabilisticClassifier classifier)
    {
        if (settings.Resampling != ResamplingKind.None)
        {
            // As many rows of each class that has some.
            return [.. data.CountClasses().Select(count => count == 0 ? 0 : 1.0 / count)];
        }

        if (settings.Model.Weighting == ClassWeighting.None)
        {
            return null;
        }

        return OfWeights(classifier, settings.Model.Weighting, data);
    }
}
