using System.CommandLine;
using System.Text.RegularExpressions;
using Counterweight.Mutation;

var check = new Option<bool>("--check") { Description = "Only look whether every fault still fits its source." };
var summary = new Option<bool>("--summary") { Description = "Only print the counts of the last recorded run." };
var only = new Option<string?>("--only") { Description = "Faults whose name or file matches this regular expression." };
var missing = new Option<bool>("--missing") { Description = "Faults that have no result or survived." };
var jobs = new Option<int>("--jobs") { Description = "Faults tried at a time.", DefaultValueFactory = _ => 2 };
var narrow = new Option<bool>("--narrow") { Description = "Do not run the whole project where the tests named with a fault pass." };
var command = new RootCommand("Plants faults in the sources, one at a time, and records which test finds each.") { check, summary, only, missing, jobs, narrow };
command.SetAction(parsed =>
{
    var root = SourceFiles.FindRoot();
    var folder = Path.Combine(root, "tests", "Counterweight.Mutation");
    var sources = new SourceFiles(root);
    var record = Record.Read(folder);
    var problems = FaultList.Problems(FaultList.All, sources);
    foreach (var problem in problems)
    {
        Console.Error.WriteLine(problem);
    }

    if (parsed.GetValue(summary))
    {
        var counts = Summary.Of(FaultList.All, record);
        Console.WriteLine(counts.Line);
        foreach (var fault in counts.Survivors)
        {
            Console.WriteLine($"survived: {fault.Name} ({fault.File}): {fault.Explanation ?? "not explained"}");
        }

        return 0;
    }

    if (problems.Count > 0 || parsed.GetValue(check))
    {
        Console.WriteLine($"{FaultList.All.Count} faults, {problems.Count} problems");
        return problems.Count > 0 ? 1 : 0;
    }

    var pattern = new Regex(parsed.GetValue(only) ?? "", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    List<Fault> chosen = [.. FaultList.All
        .Where(fault => pattern.IsMatch(fault.Name) || pattern.IsMatch(fault.File))
        .Where(fault => !parsed.GetValue(missing) || record.Of(fault) is null or { Outcome: Outcome.Survived })];
    var commit = Tool.Require(root, "git", "rev-parse", "--short", "HEAD").Trim();
    try
    {
        var failures = new MutationRun(sources, record, FaultList.All, commit, Console.Out).Run(chosen, Math.Max(1, parsed.GetValue(jobs)), !parsed.GetValue(narrow));
        foreach (var failure in failures)
        {
            Console.Error.WriteLine(failure);
        }

        Console.WriteLine(Summary.Of(FaultList.All, record).Line);
        return failures.Count > 0 ? 1 : 0;
    }
    catch (MutationException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
