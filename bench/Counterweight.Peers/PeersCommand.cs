using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Counterweight.Benchmarks;
using Counterweight.Peers.Measuring;
using Counterweight.Peers.Native;
using Counterweight.Peers.Reporting;
using Counterweight.Peers.Works;

namespace Counterweight.Peers;

/// <summary>The command line.</summary>
internal static class PeersCommand
{
    public static RootCommand Create()
    {
        var filter = new Option<string>("--filter") { Description = "Only what contains this in work, shape or peer: 'boosting', 'one row', 'quantised'.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var list = new Option<bool>("--list") { Description = "Say which works there are, and measure nothing." };
        var threads = new Option<int[]>("--threads") { Description = "Threads of every side, one number after the other.", HelpName = "N,N", DefaultValueFactory = _ => [1, 2], CustomParser = Threads };
        var rounds = new Option<int>("--rounds") { Description = "Turns of every side; medians are shown.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var seeds = new Option<int>("--seeds", "--splits") { Description = "Data sets (splits of real ones), each with all rounds: qualities are means over them.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var scale = new Option<double>("--scale") { Description = "Share of the rows to take, for a quick look.", HelpName = "SHARE", DefaultValueFactory = _ => 1 };
        var json = new Option<string?>("--json") { Description = "Write the lines as a JSON array, without FILE to standard output.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
        var markdown = new Option<string?>("--markdown") { Description = "Write the lines as a page, with machine and versions.", HelpName = "FILE" };
        var root = new RootCommand("""
            Times what we do beside what peers from NuGet do (LightGBM, ML.NET, TorchSharp): in one process, in turn, with the same
            parameters, and with the quality of each. Lines of one thread tell the time of processors, lines of several that of the day.
            """) { filter, list, threads, rounds, seeds, scale, json, markdown };
        root.SetAction(parsed =>
        {
            var plan = new Plan(parsed.GetValue(threads)!, AtLeastOne(rounds.Name, parsed.GetValue(rounds)), AtLeastOne(seeds.Name, parsed.GetValue(seeds)));
            var comparisons = Comparison.Matching(Catalogue.Of(Share(parsed.GetValue(scale))), parsed.GetValue(filter)!);
            if (comparisons.Count == 0)
            {
                throw new UsageException($"No work matches '{parsed.GetValue(filter)}'; --list says which there are.");
            }

            if (parsed.GetValue(list))
            {
                Output.WriteLines(comparisons.Select(comparison => $"{comparison.Work.Name}, {comparison.Work.Shape}: {string.Join("; ", comparison.Peers)}"));
            }
            else
            {
                var printsJson = parsed.GetResult(json) is { Implicit: false } && parsed.GetValue(json) is null;
                Measure(new(plan, comparisons), printsJson, [.. Outputs(parsed.GetValue(json), parsed.GetValue(markdown))]);
            }
        });
        return root;
    }

    private static void Measure(Session session, bool printsJson, IReadOnlyList<ReportFile> files)
    {
        HeapMemory.Keep();
        session.Measure(Console.Error.WriteLine, () =>
        {
            foreach (var file in files)
            {
                file.Write(session);
            }
        });
        if (printsJson)
        {
            Console.Out.Write(JsonReport.Of(session.Rows));
            return;
        }

        Output.WriteLines(Circumstances.Lines);
        Output.Write(TerminalReport.Of(session.Rows));
    }

    private static IEnumerable<ReportFile> Outputs(string? json, string? markdown)
    {
        if (json is not null)
        {
            yield return ReportFile.Open("--json", json, session => JsonReport.Of(session.Rows));
        }

        if (markdown is not null)
        {
            yield return ReportFile.Open("--markdown", markdown, session => MarkdownReport.Of(session.Rows, session.Skipped, session.Works, [.. Circumstances.Lines, session.Plan.ToString()]));
        }
    }

    private static int[]? Threads(ArgumentResult result)
    {
        string[] parts = [.. result.Tokens.SelectMany(token => token.Value.Split(','))];
        var numbers = Array.ConvertAll(parts, part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        if (numbers.Contains(0))
        {
            result.AddError("--threads takes whole numbers from 1 on with commas between, such as 1,2.");
        }

        return numbers;
    }

    private static int AtLeastOne(string option, int number) => number >= 1 ? number : throw new UsageException($"{option} must be at least 1.");

    private static double Share(double scale) => scale is > 0 and <= 1 ? scale : throw new UsageException("--scale must be above 0, and at most 1.");
}
