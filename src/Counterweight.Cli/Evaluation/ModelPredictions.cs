using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Models;
using Counterweight.Cli.Predicting;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Evaluation;

/// <summary>Predicts a data file by a model, and takes that for the file of predictions.</summary>
internal static class ModelPredictions
{
    /// <summary>Predicts a file and reads what comes of it.</summary>
    /// <param name="request">What is asked for, of the data file.</param>
    /// <param name="modelPath">The model.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="progress">Told the bytes read; null: nobody watches.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InputException">The file or the model cannot be used, or one does not fit the other.</exception>
    public static Predictions Read(PredictionRequest request, string modelPath, int threads, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        string[] columns = [.. ((string?[])[request.Label, request.Weight, request.Cost, request.Time]).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (columns.FirstOrDefault(column => int.TryParse(column, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) is { } number)
        {
            throw new InputException($"column {number}: with --model columns are called by their names");
        }

        var source = InputFile.Name(request.Path);
        return Failure.GuardMemory(source, "the predictions are too large", () =>
        {
            using var predicted = new MemoryStream();
            var options = new PredictionOptions { Keep = NamedColumns.Join(columns), Threads = threads };
            var summary = PredictionRun.Run(request.Path, ModelInput.Load(modelPath, cancellation), new ReadingOptions(), options, new PredictionWriter(source, predicted), progress, cancellation);
            predicted.Position = 0;

            // Lines are of the predictions: blank ones, and a header that the file lacks, are not the same.
            var read = PredictionReader.Read(predicted, $"{source}, predicted", request, cancellation);
            return read with { Source = source, Notes = [.. summary.Notes, .. read.Notes] };
        });
    }
}
