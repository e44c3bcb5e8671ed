using Counterweight.Cli.Models;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Predicting;

/// <summary>Predicts a file.</summary>
internal static class PredictionRun
{
    /// <summary>Predicts a file in one pass, whatever its length.</summary>
    /// <param name="path">A path, or - for standard input.</param>
    /// <param name="model">The model.</param>
    /// <param name="reading">What the user says about the file.</param>
    /// <param name="options">How it is predicted.</param>
    /// <param name="taker">Who takes the predictions.</param>
    /// <param name="progress">Told the bytes read; null: nobody watches.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InputException">The file cannot be read, or is not as the model needs it; predictions of some rows may have been taken.</exception>
    public static PredictionSummary Run(string path, TrainedModel model, ReadingOptions reading, PredictionOptions options, IPredictionTaker taker, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        string[] missing = [.. model.Table.Missing, .. reading.Missing];
        var known = reading with
        {
            HasHeader = reading.HasHeader ?? (model.Table.IsNamed ? null : false),
            KnownNames = [.. model.Table.Columns.Select(column => column.Name)],
            Missing = missing,
        };
        var sink = new PredictionSink(InputFile.Name(path), model, options with { Missing = missing }, taker, cancellation);
        var table = TableReader.Pass(path, known, sink, progress, cancellation);
        sink.Complete();
        return new(table.Source, sink.RowCount, [.. table.Notes, .. sink.Notes], sink.Named);
    }
}
