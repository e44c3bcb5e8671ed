using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Counterweight.Peers;
using Microsoft.ML;

var filter = new Option<string>("--filter") { Description = "Problems and contenders whose «problem/contender» matches this regular expression.", DefaultValueFactory = _ => "" };
var rounds = new Option<int>("--rounds") { Description = "Rounds, in each of which every contender has its turn; medians are shown.", DefaultValueFactory = _ => 7 };
var rows = new Option<int>("--rows") { Description = "Rows of a problem at most.", DefaultValueFactory = _ => int.MaxValue };
var balanced = new Option<bool>("--balanced") { Description = "Every class counts the same, by one column of weights for all contenders." };
var json = new Option<bool>("--json") { Description = "All rounds as JSON." };
var command = new RootCommand("Times pipelines of ML.NET with our boosting beside its LightGBM and FastTree, in turn, with the quality of each.") { filter, rounds, rows, balanced, json };
command.SetAction(parsed =>
{
    var pattern = new Regex(parsed.GetValue(filter)!, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    var results = new List<Result>();
    foreach (var name in Problem.Names)
    {
        Contender[] contenders = [.. Contender.All.Where(contender => pattern.IsMatch($"{name}/{contender.Name}"))];
        if (contenders.Length > 0)
        {
            var problem = Problem.Load(new MLContext(seed: 1), name, parsed.GetValue(rows), parsed.GetValue(balanced));
            results.AddRange(Result.Of(problem, contenders, Math.Max(1, parsed.GetValue(rounds))));
        }
    }

    if (parsed.GetValue(json))
    {
        Console.WriteLine(JsonSerializer.Serialize(results, Result.Indented));
        return;
    }

    Console.WriteLine("problem   contender        fit s  score s  total s  balanced accuracy     AUC  ours is faster by");
    foreach (var result in results)
    {
        var ours = results.Find(other => other.Problem.Equals(result.Problem, StringComparison.Ordinal) && other.Contender is "Counterweight");
        var ratio = ours is null || ours == result ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.Seconds / ours.Seconds:F2}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Problem,-9} {result.Contender,-14} {result.FitSeconds,7:F3}  {result.ScoreSeconds,7:F3}  {result.Seconds,7:F3}  {result.BalancedAccuracy,17:F4}  {result.Auc,6:F4}  {ratio,17}"));
    }
});
return command.Parse(args).Invoke();
