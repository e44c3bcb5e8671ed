using System.Globalization;
using Counterweight.Benchmarks.Quick;
using Counterweight.Benchmarks.Roofline;
using Counterweight.Core.Simd;
using Counterweight.Reference.Catalog;
using Counterweight.Splits;
using Spectre.Console;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>What tables make of seconds that are given.</summary>
public class FixedSecondsTests
{
    private const string CrossEntropy = "binary-cross-entropy float32";

    // 500 elements.
    private static readonly Shape Rows = new(500);

    [Theory]
    [InlineData(CrossEntropy, 500, 1, 500 * 12)]
    [InlineData("exp float64", 500, 1, 500 * 16)]
    [InlineData("softmax-cross-entropy float32", 100, 5, (500 * 8) + (100 * 4))]
    public void BytesAreOfAllElements(string kernel, int rows, int width, double bytes) =>
        Assert.Equal(bytes, Entry(kernel, new(rows, width)).Bytes, 1e-9);

    [Fact]
    public void TheQuickRowComparesWithTheKernel()
    {
        var row = QuickMeasurement.Row(Entry(CrossEntropy, Rows), 2, [1e-6, 8e-6, 0.25e-6, 3e-6]);

        Assert.Equal(("binary-cross-entropy", "500", "float32", 2), (row.Kernel, row.Shape, row.DType, row.Threads));
        Assert.Equal(2, row.NsPerElement, 1e-12);
        Assert.Equal(16, row.ScalarNsPerElement, 1e-12);
        Assert.Equal(6, row.TensorPrimitivesNsPerElement!.Value, 1e-12);
        Assert.Equal(0.25, row.CopyShare, 1e-12);
        Assert.Null(row.RatioToBuiltIn);
        Assert.Equal(["binary-cross-entropy", "500", "float32", "2.000", "8.0", "3.0", "25 %"], Cells(QuickTable.Create([row])));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void EachTimeIsOfWhatItIsCalled(bool isParallel, int threads)
    {
        var kernel = new RecordedCase(Entry(CrossEntropy, Rows).Case, isParallel);
        var row = QuickMeasurement.Measure(new(kernel, Rows), 3, TimeSpan.FromSeconds(1), (variants, _) => Times(kernel, threads, variants));

        Assert.Equal(
            (threads, 2.0, 16.0, 6.0, 0.25),
            (row.Threads, Math.Round(row.NsPerElement, 9), Math.Round(row.ScalarNsPerElement, 9), Math.Round(row.TensorPrimitivesNsPerElement!.Value, 9), Math.Round(row.CopyShare, 9)));
    }

    [Fact]
    public void TheRooflineTimesTheKernelOnOneThreadBesideACopy()
    {
        var kernel = new RecordedCase(Entry(CrossEntropy, Rows).Case);
        var row = RooflineRow.Measure(new(kernel, Rows), 0.5, TimeSpan.FromSeconds(1), (variants, _) => Times(kernel, 1, variants));

        Assert.Equal((2.0, 0.5), (Math.Round(row.Measured, 9), Math.Round(row.Bytes, 9)));
    }

    [Fact]
    public void TheUsersLossIsTimedBesideTheBuiltInKernel()
    {
        var builtIn = new RecordedCase(Entry(CrossEntropy, Rows).Case);
        string[] called = [];
        QuickMeasurement.Measure(new(new UserLossCase(builtIn), Rows), 3, TimeSpan.FromSeconds(1), (variants, _) =>
        {
            called = [.. variants.Select(variant => Called(builtIn, variant))];
            return [.. variants.Select(_ => 1e-6)];
        });

        Assert.Equal(["", "scalar", "", "kernel on 3"], called);
    }

    /// <summary>Ninety kernels in the 45 seconds of quick have half a second each, and in the 20 of the roofline two ninths.</summary>
    [Fact]
    public void KernelsShareTheTime()
    {
        CatalogueEntry[] entries = [.. Enumerable.Repeat(new CatalogueEntry(new RecordedCase(Entry(CrossEntropy, Rows).Case), Rows), 90)];
        List<TimeSpan> shares = [];
        var quick = QuickCommand.Measure(entries, 2, Timer);
        var roofline = RooflineCommand.Measure(entries, 1, 1, Timer).ToList();

        Assert.All(quick, row => Assert.Equal(2, row.Threads));
        Assert.Equal((90, 90, 180), (quick.Length, roofline.Count, shares.Count));
        Assert.InRange(shares[0].TotalSeconds, 0.4, 0.5);
        Assert.InRange(shares[90].TotalSeconds, 0.2, 2 / 9.0);

        double[] Timer(IReadOnlyList<Action> variants, TimeSpan budget)
        {
            shares.Add(budget);
            return [.. variants.Select(_ => 1e-6)];
        }
    }

    // Billions of exponentials a second: four in single precision, two in double.
    [Theory]
    [InlineData(CrossEntropy, 4)]
    [InlineData("binary-cross-entropy float64", 2)]
    public void AKernelIsMeasuredAgainstTheRateOfItsType(string kernel, double rate)
    {
        var entry = Entry(kernel, Rows);
        var row = Assert.Single(RooflineCommand.Measure([entry], 4, 2, (_, _) => [1e-6, 1e-6]));

        Assert.True(entry.Case.TranscendentalsPerElement > 0);
        Assert.Equal(entry.Case.TranscendentalsPerElement / rate, row.Transcendentals);
    }

    [Fact]
    public void AKernelWithoutACompositionHasNone()
    {
        var kernel = KernelCatalog.All.First(kernel => kernel.RunTensorPrimitives is null);
        var row = QuickMeasurement.Row(new(kernel, Rows), 1, [1e-6, 8e-6, 0.25e-6]);

        Assert.Null(row.TensorPrimitivesNsPerElement);
        Assert.Equal("–", Cells(QuickTable.Create([row]))[5]);
    }

    [Fact]
    public void TheUsersLossIsComparedWithTheBuiltIn()
    {
        var user = UserLossCase.Create();
        double[] seconds = user.RunTensorPrimitives is null ? [1.5e-6, 8e-6, 0.75e-6, 1e-6] : [1.5e-6, 8e-6, 0.75e-6, 3e-6, 1e-6];
        var row = QuickMeasurement.Row(new(user, Rows), 1, seconds);

        Assert.Equal(1.5, row.RatioToBuiltIn!.Value, 1e-12);
        Assert.Equal(0.5, row.CopyShare, 1e-12);
        Assert.Equal("user-point-loss 500 takes 1.50 times the built-in binary-cross-entropy (at most 1.05 wanted).", QuickTable.Notes([row]).First());
    }

    // Two transcendental functions an element at half a billion a second take 4 ns.
    [Theory]
    [InlineData(3e-6, 1e-6, 2, 6, 4, 4, "exp", "67 %")]
    [InlineData(5e-6, 4e-6, 8, 10, 4, 8, "copy", "80 %")]
    [InlineData(5e-6, 2e-6, 4, 10, 4, 4, "copy", "40 %")]
    public void TheRooflineIsTheSlowerOfCopyAndExponentials(
        double kernelSeconds, double copySeconds, double copy, double measured, double transcendentals, double bound, string boundBy, string share)
    {
        var row = RooflineRow.Of(Entry(CrossEntropy, Rows), 0.5, kernelSeconds, copySeconds);

        Assert.Equal(copy, row.Bytes, 1e-12);
        Assert.Equal(transcendentals, row.Transcendentals, 1e-12);
        Assert.Equal(measured, row.Measured, 1e-12);
        Assert.Equal(bound, row.Bound, 1e-12);
        Assert.Equal(bound / measured, row.Share, 1e-12);
        Assert.Equal(boundBy, row.BoundBy);
        Assert.Equal(
            ["binary-cross-entropy", "500", "float32", Text(copy), Text(transcendentals), Text(measured), share, boundBy],
            Cells(RooflineCommand.Kernels([row])));
    }

    [Fact]
    public void RatesAreBillionsASecond() => Assert.Equal(2.5, Ceilings.Billions(5e6, 2e-3), 1e-12);

    /// <summary>Each chain ends at its fixed point 999 in every lane: as many operations a round as the result holds lanes.</summary>
    [Fact]
    public void MultiplyAddsAreCountedByLanes()
    {
        Assert.Equal(20_000 * Math.Round(Run<float>().Result / 999), Run<float>().Count);
        Assert.Equal(20_000 * Math.Round(Run<double>().Result / 999), Run<double>().Count);

        static FusedMultiplyAddLoop<T> Run<T>()
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var loop = default(FusedMultiplyAddLoop<T>);
            BlockDispatch.Run<FusedMultiplyAddLoop<T>, T>(ref loop);
            return loop;
        }
    }

    /// <summary>250 rounds of 64 blocks of 64 bytes.</summary>
    [Fact]
    public void ExponentialsAreCountedByLanes()
    {
        var (singles, doubles) = (default(ExponentialLoop<float>), default(ExponentialLoop<double>));
        BlockDispatch.Run<ExponentialLoop<float>, float>(ref singles);
        BlockDispatch.Run<ExponentialLoop<double>, double>(ref doubles);

        Assert.Equal((250 * 64 * 16, 250 * 64 * 8), (singles.Count, doubles.Count));
    }

    // Seconds by what a variant calls: the copy is none of the kernel's.
    private static double[] Times(RecordedCase kernel, int threads, IReadOnlyList<Action> variants) =>
    [
        .. variants.Select(variant => Called(kernel, variant) switch
        {
            "" => 0.25e-6,
            "scalar" => 8e-6,
            "composition" => 3e-6,
            var name when string.Equals(name, $"kernel on {threads}", StringComparison.Ordinal) => 1e-6,
            _ => double.NaN,
        }),
    ];

    private static string Called(RecordedCase kernel, Action variant)
    {
        kernel.Last = "";
        variant();
        return kernel.Last;
    }

    private static string Text(double value) => value.ToString(value < 10 ? "F3" : "F1", CultureInfo.InvariantCulture);

    private static CatalogueEntry Entry(string kernel, Shape shape) =>
        new(KernelCatalog.All.Single(other => string.Equals(other.ToString(), kernel, StringComparison.Ordinal)), shape);

    // Of the only row.
    private static string[] Cells(Table table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        console.Write(table);
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        return lines[^1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
