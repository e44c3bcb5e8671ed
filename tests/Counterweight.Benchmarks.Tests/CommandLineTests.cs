using System.Text.Json;
using BenchmarkDotNet.Running;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

public class CommandLineTests
{
    private const string Kernel = "class-weights-effective-number-full";

    [Fact]
    public async Task QuickPrintsARowOfEachKernelChosen()
    {
        var result = await Runner.RunAsync("quick", "--filter", $"{Kernel} float32");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var row = Assert.Single(result.OutputLines, line => line.Contains(Kernel, StringComparison.Ordinal));
        Assert.Contains("float32", row, StringComparison.Ordinal);
        Assert.Contains(result.OutputLines, line => line.Contains("ns/element", StringComparison.Ordinal) && line.Contains("% of copy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QuickPrintsJson()
    {
        var result = await Runner.RunAsync("quick", "--filter", $"{Kernel} float32", "--json", "--threads", "2");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        var row = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(
            "kernel shape dtype blockBits threads nsPerElement scalarNsPerElement tensorPrimitivesNsPerElement copyShare",
            string.Join(' ', row.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(Kernel, row.GetProperty("kernel").GetString());
        Assert.Equal("float32", row.GetProperty("dtype").GetString());
        Assert.Contains(row.GetProperty("threads").GetInt32(), (int[])[1, 2]);
        Assert.True(row.GetProperty("nsPerElement").GetDouble() > 0);
        Assert.True(row.GetProperty("scalarNsPerElement").GetDouble() > 0);
        Assert.True(row.GetProperty("copyShare").GetDouble() > 0);
    }

    [Fact]
    public async Task QuickTellsOfTheUsersLossHowItComparesWithTheBuiltIn()
    {
        var result = await Runner.RunAsync("quick", "--filter", "User-Point", "--json", "--threads", "2");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        Assert.NotEmpty(json.RootElement.EnumerateArray());
        Assert.All(json.RootElement.EnumerateArray(), row =>
        {
            Assert.Equal("user-point-loss", row.GetProperty("kernel").GetString());
            Assert.Equal(2, row.GetProperty("threads").GetInt32());
            Assert.True(row.GetProperty("ratioToBuiltIn").GetDouble() > 0);
        });
    }

    [Fact]
    public async Task RooflinePrintsCeilingsAndARow()
    {
        var result = await Runner.RunAsync("roofline", "--filter", $"{Kernel} float32");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        foreach (var ceiling in (string[])["copy in L1", "copy in DRAM", "fused multiply-add float32", "exp float64"])
        {
            Assert.Single(result.OutputLines, line => line.Contains(ceiling, StringComparison.Ordinal));
        }

        Assert.Contains('%', Assert.Single(result.OutputLines, line => line.Contains(Kernel, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OptionsGoToBenchmarkDotNet()
    {
        var result = await Runner.RunAsync("--list", "flat", "--filter", "*Scalar*");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["Counterweight.Benchmarks.KernelBenchmarks.Scalar"], result.OutputLines);
    }

    [Fact]
    public async Task AFilterThatMatchesNoBenchmarkIsAnError() =>
        Assert.Equal(2, (await Runner.RunAsync("--filter", "*no-such-benchmark*")).ExitCode);

    [Fact]
    public void CompositionsAreTimedWhereThereAreSome()
    {
        var benchmarks = BenchmarkConverter.TypeToBenchmarks(typeof(KernelBenchmarks), KernelBenchmarksConfig.Create()).BenchmarksCases;
        var entries = KernelBenchmarks.Entries.ToList();

        Assert.Equal(Names(entries), Timed(nameof(KernelBenchmarks.Scalar)));
        Assert.Equal(Names(entries), Timed(nameof(KernelBenchmarks.CounterweightKernel)));
        Assert.Equal(Names(entries.Where(entry => entry.Case.RunTensorPrimitives is not null)), Timed(nameof(KernelBenchmarks.TensorPrimitives)));

        string[] Timed(string method) => Names(benchmarks
            .Where(benchmark => string.Equals(benchmark.Descriptor.WorkloadMethod.Name, method, StringComparison.Ordinal))
            .Select(benchmark => (CatalogueEntry)benchmark.Parameters[nameof(KernelBenchmarks.Kernel)]));

        static string[] Names(IEnumerable<CatalogueEntry> entries) => [.. entries.Select(entry => entry.ToString()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task HelpNamesTheCommands()
    {
        var result = await Runner.RunAsync("--help");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All((string[])["quick", "roofline", "serve", "serve-trees"], command => Assert.Contains($"  {command} ", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no command 'qiuck', only quick, roofline, first-calls, serve, serve-trees.", "qiuck")]
    [InlineData("No kernel matches 'no-kernel'. There are: absolute-loss, ", "quick", "--filter", "no-kernel")]
    [InlineData("No kernel matches 'no-kernel'. There are: absolute-loss, ", "roofline", "--filter", "no-kernel")]
    [InlineData("--threads must be at least 1.", "quick", "--threads", "0")]
    [InlineData("Cannot parse argument 'x' for option '--threads'", "quick", "--threads", "x")]
    [InlineData("Unrecognized command or argument '--nonsense'.", "quick", "--nonsense")]
    [InlineData("--milliseconds must be at least 1.", "serve", "--milliseconds", "0")]
    [InlineData("--milliseconds must be at least 1.", "serve-trees", "--milliseconds", "0")]
    [InlineData("Cannot parse argument '1.5' for option '--milliseconds'", "serve-trees", "--milliseconds", "1.5")]
    [InlineData("Unrecognized command or argument 'more'.", "serve", "more")]
    public async Task BadArgumentsAreOneLine(string expected, params string[] arguments)
    {
        var result = await Runner.RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(result.Error.Length - 1, result.Error.ReplaceLineEndings("\n").IndexOf('\n', StringComparison.Ordinal));
    }
}
