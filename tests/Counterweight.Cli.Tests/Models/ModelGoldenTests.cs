using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Counterweight.Cli.Tests.Predicting;
using Xunit;

namespace Counterweight.Cli.Tests.Models;

/// <summary>What train and inspect print of one model, whole, but for the time and the folder. To accept other text see <see cref="GoldenTests"/>.</summary>
public sealed partial class ModelGoldenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheTextsAreTheCommittedOnes()
    {
        foreach (var (name, text) in Texts())
        {
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)).ReplaceLineEndings("\n"), text);
        }
    }

    [Fact(Explicit = true)]
    public void WriteGoldenOutput()
    {
        foreach (var (name, text) in Texts())
        {
            File.WriteAllText(CommittedPath(name), text);
        }
    }

    private static string CommittedPath(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", name);

    private IEnumerable<(string Name, string Text)> Texts()
    {
        string[] train = ["train", folder.Write("trips.csv", Trips.File(0, 300)), "--label", "late", "--weights", "balanced", "--rounds", "5", "--output", folder["late.model"]];
        yield return ("trips-train.txt", Run(train));
        yield return ("trips-train.json", Run([.. train, "--json"]));
        yield return ("trips-model.txt", Run("inspect", folder["late.model"]));
        yield return ("trips-model.json", Run("inspect", folder["late.model"], "--json"));
        yield return ("trips-export.txt", Run("export", folder["late.model"], "--to", folder["late.onnx"]));
        yield return ("trips-export.json", Run("export", folder["late.model"], "--to", folder["late.onnx"], "--json"));
    }

    private string Run(params string[] arguments)
    {
        var result = Runner.Run(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var start = folder.Path + Path.DirectorySeparatorChar;
        var text = result.Output.ReplaceLineEndings("\n").Replace(JsonEncodedText.Encode(start).Value, "", StringComparison.Ordinal).Replace(start, "", StringComparison.Ordinal);
        return Seconds().Replace(text, "${name}#");
    }

    [GeneratedRegex("""(?<name>trained in |"fitSeconds": )[0-9][-+.0-9E]*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Seconds();
}
