using System.CommandLine;
using System.Text.Json;
using Counterweight.Benchmarks.Timing;

namespace Counterweight.Benchmarks.Quick;

/// <summary><c>quick</c>: the whole catalogue in under a minute.</summary>
internal static class QuickCommand
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(45);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var filter = CommonOptions.Filter();
        var json = new Option<bool>("--json") { Description = "Print a JSON array and nothing else." };
        var threads = new Option<int>("--threads") { Description = "Threads of a kernel.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("quick", """
            Every kernel beside its scalar loop, its composition of TensorPrimitives calls and a copy, in under a minute.
            Variants are timed in turn, A B C A B C …, and the median of many short samples is printed. Inputs are
            generated before the clock starts; no output replaces an input. Methods are compiled in full at
            their first call, and those that came compiled with .NET again when they are called often.
            """) { filter, json, threads };
        command.SetAction(parsed => Run(parsed.GetValue(filter), parsed.GetValue(json), parsed.GetValue(threads)));
        return command;
    }

    /// <summary>Times each of the entries, which share the time.</summary>
    /// <param name="entries">Kernels and shapes.</param>
    /// <param name="threads">Threads of a kernel.</param>
    /// <param name="timer">Seconds a call of each variant; <see cref="InterleavedTimer"/> unless told.</param>
    public static QuickRow[] Measure(IReadOnlyList<CatalogueEntry> entries, int threads, Func<IReadOnlyList<Action>, TimeSpan, double[]>? timer = null)
    {
        var budget = new TimeBudget(Total, entries.Count);
        return [.. entries.Select(entry => QuickMeasurement.Measure(entry, threads, budget.Next(), timer))];
    }

    private static int Run(string? filter, bool json, int threads)
    {
        if (threads < 1)
        {
            throw new UsageException("--threads must be at least 1.");
        }

        var rows = Measure(Selection.Of(filter), threads);
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(rows, Json));
        }
        else
        {
            QuickTable.Print(rows);
        }

        return 0;
    }
}
