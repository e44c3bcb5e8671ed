using System.Diagnostics;
using System.Globalization;
using System.Text;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests.Predicting;

/// <summary>train and predict as processes: through pipes, in little memory, and killed.</summary>
public sealed class PredictProcessTests : IDisposable
{
    private const int Seed = 20240607;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AModelGoesThroughAPipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        var train = folder.Write("train.csv", Trips.File(0, 300));
        Assert.Equal(0, Runner.Run("train", train, "--label", "late", "--output", folder["a.model"], "--rounds", "5").ExitCode);
        var expected = Runner.Run("predict", train, "--model", folder["a.model"]);
        using var process = ChildProcess.Start(new("sh", ["-c", "\"$1\" exec \"$2\" train \"$3\" --label late --rounds 5 --output - 2>\"$4\" | \"$1\" exec \"$2\" predict \"$3\" --model -", "sh", ChildProcess.Host, Runner.Program, train, folder["log"]]));
        Assert.Equal(expected, await Runner.FinishAsync(process));
        Assert.Contains("trained in", await File.ReadAllTextAsync(folder["log"], TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var other = ChildProcess.Start(new("sh", ["-c", "\"$1\" exec \"$2\" predict - --model \"$4\" <\"$3\"", "sh", ChildProcess.Host, Runner.Program, train, folder["a.model"]]));
        Assert.Equal(expected.Output, (await Runner.FinishAsync(other)).Output);

        using var inspected = ChildProcess.Start(new("sh", ["-c", "\"$1\" exec \"$2\" inspect - <\"$3\"", "sh", ChildProcess.Host, Runner.Program, folder["a.model"]]));
        Assert.StartsWith("standard input:\n  a model of 2 classes", (await Runner.FinishAsync(inspected)).Output, StringComparison.Ordinal);
    }

    /// <summary>Of 100 MB of notes a heap of 80 MB holds some.</summary>
    [Fact]
    public async Task LongCellsAreKeptAFewRowsAtATime()
    {
        var train = folder.Write("train.csv", Tables.Rows("n,y", 100, row => $"{row * 7 % 31},{(row % 3 == 0 ? "p" : "q")}"));
        Assert.Equal(0, Runner.Run("train", train, "--label", "y", "--model", "tree", "--output", folder["a.model"]).ExitCode);
        var note = new string('x', 1 << 19);
        var file = folder.Write("long.csv", Tables.Rows("note,n", 200, row => $"{note},{row % 31}"));
        using var process = Runner.StartIn([("DOTNET_GCHeapHardLimit", "0x5000000")], "predict", file, "--model", folder["a.model"], "--output", folder["out.csv"]);
        var result = await Runner.FinishAsync(process);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(201, File.ReadLines(folder["out.csv"]).Count());
    }

    /// <summary>All values would take 25 MB, and a heap has 20.</summary>
    [Fact]
    public async Task AFileThatIsLargerThanMemoryIsPredicted()
    {
        const int Rows = 100_000;
        const int Columns = 31;
        string[] names = [.. Enumerable.Range(0, Columns).Select(column => $"x{column}")];
        var train = folder.Write("train.csv", Table(400, isLabelled: true));
        Assert.Equal(0, Runner.Run("train", train, "--label", "y", "--output", folder["a.model"], "--rounds", "10").ExitCode);
        var large = folder.Write("large.csv", Table(Rows, isLabelled: false));
        using var process = Runner.StartIn([("DOTNET_GCHeapHardLimit", "0x1400000")], "predict", large, "--model", folder["a.model"], "--output", folder["out.csv"]);
        var result = await Runner.FinishAsync(process);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(Rows + 1, File.ReadLines(folder["out.csv"]).Count());

        string Table(int rows, bool isLabelled)
        {
            var text = new StringBuilder(string.Join(',', names)).Append(isLabelled ? ",y\n" : "\n");
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < Columns; column++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{(row * (column + 3) % 1009) / 8.0},");
                }

                text.Length -= isLabelled ? 0 : 1;
                text.Append(isLabelled ? row % 3 == 0 ? "p\n" : "q\n" : "\n");
            }

            return text.ToString();
        }
    }

    [Theory]
    [InlineData("train")]
    [InlineData("predict")]
    public Task AFewKillsLeaveTheOldFileOrTheNewOne(string command) => KillAsync(command, 4);

    [Theory(Explicit = true)]
    [InlineData("train")]
    [InlineData("predict")]
    public Task FiftyKillsLeaveTheOldFileOrTheNewOne(string command) => KillAsync(command, 50);

    private async Task KillAsync(string command, int kills)
    {
        var train = folder.Write("train.csv", Trips.File(0, 3000));
        string[] training = ["train", train, "--label", "late", "--rounds", "20", "--output"];
        string[] predicting = ["predict", folder.Write("test.csv", Trips.File(0, 20_000)), "--model", folder["a.model"], "--output"];
        Assert.Equal(0, Runner.Run([.. training, folder["a.model"]]).ExitCode);
        string[] arguments = command is "train" ? training : predicting;

        // A whole run tells how long one takes, and what it writes.
        var started = Stopwatch.GetTimestamp();
        using (var whole = Runner.Start([.. arguments, folder["new"]]))
        {
            Assert.Equal(0, (await Runner.FinishAsync(whole).ConfigureAwait(false)).ExitCode);
        }

        var time = Stopwatch.GetElapsedTime(started);
        var token = TestContext.Current.CancellationToken;
        var expected = await File.ReadAllBytesAsync(folder["new"], token).ConfigureAwait(false);
        byte[] old = [.. "as before"u8];
        var random = new Random(Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await File.WriteAllBytesAsync(folder["out"], old, token).ConfigureAwait(false);
            using (Runner.Start([.. arguments, folder["out"]]))
            {
                await Task.Delay(time * (0.3 + (0.8 * random.NextDouble())), token).ConfigureAwait(false);
            }

            var found = await File.ReadAllBytesAsync(folder["out"], token).ConfigureAwait(false);
            Assert.True(found.AsSpan().SequenceEqual(old) || found.AsSpan().SequenceEqual(expected), $"{found.Length} bytes after kill {kill}");
        }

        // What kills have left behind is none of a run that ends.
        var before = folder.Names();
        using (var last = Runner.Start([.. arguments, folder["out"]]))
        {
            Assert.Equal(0, (await Runner.FinishAsync(last).ConfigureAwait(false)).ExitCode);
        }

        Assert.Equal(expected, await File.ReadAllBytesAsync(folder["out"], token).ConfigureAwait(false));
        Assert.Equal(before, folder.Names());
    }
}
