using System.Reflection;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Columns;

/// <summary>From a file to a data set.</summary>
internal static class TableLoader
{
    private const string Shuttle = "shuttle.csv.gz";
    private const string TooLarge = "the table is too large to be read";

    /// <summary>Reads a file, decides what its columns are, and fills a data set.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="progress">Told the bytes read; null: nobody watches.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InputException">The file cannot be used; all that is wrong with it is told.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TableDataset Load(TableRequest request, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        var table = Read(request, progress, cancellation);
        var plan = TablePlanner.Plan(table, request.Columns, cancellation);
        if (Refusal(plan, request, cancellation) is { } refusal)
        {
            throw new InputException(refusal);
        }

        return Failure.GuardMemory(
            table.Source,
            MemoryEstimate.Describe(table.RowCount, plan.Features.Count()),
            () => DatasetBuilder.Build(plan, cancellation));
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">The file cannot be read, or does not fit into memory.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RawTable Read(TableRequest request, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation) =>
        Failure.GuardMemory(InputFile.Name(request.Path), TooLarge, () => TableReader.Read(request.Path, request.Reading, progress, cancellation));

    /// <summary>Reads a file that is open.</summary>
    /// <exception cref="InputException">The file cannot be read, or does not fit into memory.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RawTable Read(TableRequest request, Stream stream, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation) =>
        Failure.GuardMemory(InputFile.Name(request.Path), TooLarge, () => TableReader.Read(stream, InputFile.Name(request.Path), request.Reading, progress, cancellation));

    /// <summary>All that is wrong where the plan has problems; null where it has none.</summary>
    public static string? Refusal(TablePlan plan, TableRequest request, CancellationToken cancellation)
    {
        if (plan.Problems.Count == 0)
        {
            return null;
        }

        var options = CommandSuggestion.Find(plan, cancellation);
        var command = options is null ? null : request.WriteCommand(options, plan.Table);

        // What a terminal cannot show cannot be copied from it.
        return ProblemReport.Write(plan, command is null || Shown.IsShown(command) ? command : null);
    }

    /// <summary>The data that the command has in itself.</summary>
    public static TableDataset LoadShuttle(CancellationToken cancellation)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Shuttle)!;
        var options = new ColumnOptions { Label = "state", Keep = [ColumnOptions.All] };
        var table = TableReader.Read(resource, Shuttle, new ReadingOptions { Label = options.Label, Separator = ',', HasHeader = true }, null, cancellation);
        return DatasetBuilder.Build(TablePlanner.Plan(table, options, cancellation), cancellation) with { Columns = [], Notes = [] };
    }
}
