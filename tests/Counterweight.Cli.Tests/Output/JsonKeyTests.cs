using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Counterweight.Cli.Tests.Output;

/// <summary>What programs look results up by.</summary>
public sealed partial class JsonKeyTests : IDisposable
{
    // Their members are classes and texts of the data.
    private static readonly string[] OfData = ["classes", "testRowsOfClass", "recall", "precision", "mostFrequent"];

    private static readonly string Pima = Runner.DataFile("pima.csv");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Keys of every command are identifiers in camel case: no text for people, which may change.</summary>
    [Fact]
    public void KeysAreIdentifiers()
    {
        string[] label = ["--label", "diabetes"];
        string[] costs = ["--cost", "pos=5,neg=1"];
        var (model, predictions) = (folder["a.model"], folder["a.csv"]);
        string[][] commands =
        [
            ["inspect", Pima, .. label],
            ["compare", Pima, .. label, .. costs, "--model", "logistic", "--calibration"],
            ["compare", Pima, "--label", "age", "--regression"],
            ["tune", Pima, .. label, .. costs, "--model", "logistic", "--folds", "2", "--weights", "none", "--weights", "pos=2,neg=1"],
            ["tune", Pima, .. label, "--cost-column", "glucose", "--cost", "neg=50", "--model", "logistic", "--folds", "2", "--weights", "none", "--group", "age"],
            ["train", Pima, .. label, .. costs, "--model", "logistic", "--output", model],
            ["inspect", model],
            ["predict", Pima, "--model", model, "--output", predictions],
            ["export", model, "--to", folder["a.onnx"]],
            ["evaluate", predictions, .. label, .. costs],
            ["report", predictions, .. label, .. costs, "--output", folder["a.html"]],
        ];
        Assert.Subset(commands.Select(command => command[0]).ToHashSet(StringComparer.Ordinal), CommandLine.CreateRoot(new Session(TextWriter.Null, TextWriter.Null, null, null, default)).Subcommands.Select(command => command.Name).ToHashSet(StringComparer.Ordinal));
        foreach (var command in commands)
        {
            var result = Runner.Run([.. command, "--json"]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            using var json = JsonDocument.Parse(result.Output);
            Assert.All(Keys(json.RootElement), key => Assert.Matches(Identifier(), key));
        }
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => (string[])[member.Name, .. OfData.Contains(member.Name, StringComparer.Ordinal) && member.Value.ValueKind == JsonValueKind.Object && member.Value.EnumerateObject().All(each => each.Value.ValueKind == JsonValueKind.Number) ? [] : Keys(member.Value)]),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
