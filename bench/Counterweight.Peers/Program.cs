using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Counterweight.Peers;
using Microsoft.ML;

var filter = new Option<string>("--filter") { Description = "Problems and contenders whose «problem/contender» matches this regular expression.", DefaultValueFactory = _ => "" };
var rounds = new Option<int>("--rounds") { Description = "Rounds of every split, in each of which every contender has its turn; medians of times are shown.", DefaultValueFactory = _ => 3 };
var splits = new Option<int>("--splits") { Description = "Splits of the rows into those to learn from and those to judge by.", DefaultValueFactory = _ => 5 };
var rows = new Option<int>("--rows") { Description = "Rows of a problem at most.", DefaultValueFactory = _ => int.MaxValue };
var balanced = new Option<bool>("--balanced") { Description = "Every class counts the same, by one column of weights for all contenders." };
var json = new Option<bool>("--json") { Description = "All rounds as JSON." };
var command = new RootCommand("Times pipelines of ML.NET with our boosting beside its LightGBM and FastTree, in turn, with the quality of each.") { filter, rounds, splits, rows, balanced, json };
command.SetAction(parsed =>
{
    var pattern = new Regex(parsed.GetValue(filter)!, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    var results = new List<Result>();
    foreach (var name in Problem.Names)
    {
        Contender[] contenders = [.. Contender.All.Where(contender => pattern.IsMatch($"{name}/{contender.Name}"))];
        if (contenders.Length > 0)
        {
            results.AddRange(Result.Of(seed => Problem.Load(new MLContext(seed: 1), name, parsed.GetValue(rows), parsed.GetValue(balanced), seed), contenders, Math.Max(1, parsed.GetValue(splits)), Math.Max(1, parsed.GetValue(rounds))));
        }
    }

    if (parsed.GetValue(json))
    {
        Console.WriteLine(JsonSerializer.Serialize(results, Result.Indented));
        return;
    }

    Console.WriteLine("problem  contender       fit s  score s  balanced accuracy              AUC         log loss  time ÷ ours");
    foreach (var result in results)
    {
        var ours = results.Find(other => other.Problem.Equals(result.Problem, StringComparison.Ordinal) && other.Contender is "Counterweight");
        var ratio = ours is null || ours == result ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.TimeRatio(ours):F2}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Problem,-8} {result.Contender,-13} {result.FitSeconds,7:F3}  {result.ScoreSeconds,7:F3}    {result.BalancedAccuracy}  {result.Auc}  {result.LogLoss}  {ratio,11}"));
    }
});
return command.Parse(args).Invoke();
