using System.IO.Compression;
using System.Text;
using Counterweight.Cli.Reading;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>From a path or a pipe to the table in it, whatever it is packed in.</summary>
public class SourceTests
{
    private const string Text = "a,y\n1,p\n2,q\n";

    [Fact]
    public void WhatCannotBeOpenedIsOneLine()
    {
        using var empty = new TemporaryFile([]);
        using var emptyInside = new TemporaryFile(TemporaryFile.Compress(""));

        AssertError("no-such-file.csv", "no such file");
        AssertError("no-such-folder/file.csv", "no such file");
        Assert.Equal("'': no such file", Assert.Throws<InputException>(() => TableReader.Read("", new ReadingOptions(), null, TestContext.Current.CancellationToken)).Message);
        AssertError(AppContext.BaseDirectory, "is a directory");
        AssertError(empty.Path, "the file is empty");
        AssertError(emptyInside.Path, "the file is empty");
    }

    [Fact]
    public void GzipIsFoundByContentAndMayHaveSeveralMembers()
    {
        AssertTable(RawTables.Read(TemporaryFile.Compress(Text)));
        AssertTable(RawTables.Read([.. TemporaryFile.Compress("a,y\n1,p\n"), .. TemporaryFile.Compress("2,q\n")]));
        AssertTable(RawTables.Read([.. TemporaryFile.Compress("a,y\n1"), .. TemporaryFile.Compress(",p\n2,q\n")]));
        AssertTable(RawTables.Read(TemporaryFile.Compress(Text), source: "f.csv.gz"));
    }

    [Fact]
    public void DamagedGzipIsAnErrorNotAShortFile()
    {
        var whole = TemporaryFile.Compress(string.Concat(Enumerable.Range(0, 1000).Select(i => FormattableString.Invariant($"{i},{i * i}\n"))));

        Assert.Equal("f: the compressed data is damaged", RawTables.Error(whole[..^9]));
        Assert.Equal("f: the compressed data is damaged", RawTables.Error(whole[..(whole.Length / 2)]));
        Assert.Equal("f: the compressed data is damaged", RawTables.Error([0x1F, 0x8B, 1, 2, 3]));
        Assert.Equal("f.gz: is named .gz and is no gzip file", RawTables.Error("a,b\n"u8.ToArray(), source: "f.gz"));
    }

    [Fact]
    public void TheOneFileInAZipIsReadFromFilesAndPipes()
    {
        foreach (var level in (CompressionLevel[])[CompressionLevel.Optimal, CompressionLevel.NoCompression])
        {
            var zip = Zip(level, ("data.txt", Encoding.UTF8.GetBytes(Text)));
            using var file = new TemporaryFile(zip, ".zip");

            AssertTable(RawTables.Read(zip));
            AssertTable(TableReader.Read(file.Path, new ReadingOptions(), null, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void OfSeveralFilesInAZipTheOnlyTableIsReadAndSaid()
    {
        var table = RawTables.Read(Zip(("read me.txt", "x"u8.ToArray()), ("folder/data.csv", Encoding.UTF8.GetBytes(Text)), ("__MACOSX/._data.csv", [1, 2]), (".hidden.csv", [1])));

        AssertTable(table);
        Assert.Equal(["the zip file holds 2 files, 'folder/data.csv' is read (--entry NAME chooses another)"], table.Notes);
    }

    [Fact]
    public void OfSeveralTablesInAZipOneIsChosen()
    {
        var zip = Zip(("d/a.csv", "x\n1\n"u8.ToArray()), ("d/b.csv", Encoding.UTF8.GetBytes(Text)));

        Assert.Equal("f: the zip file holds 2 files; choose one with --entry NAME: d/a.csv, d/b.csv", RawTables.Error(zip));
        AssertTable(RawTables.Read(zip, new ReadingOptions { Entry = "d/b.csv" }));
        AssertTable(RawTables.Read(zip, new ReadingOptions { Entry = "b.csv" }));
        Assert.Equal("f: no entry 'c.csv'; the entries are d/a.csv, d/b.csv", RawTables.Error(zip, new ReadingOptions { Entry = "c.csv" }));
        Assert.Equal("f: --entry 'c.csv' names a file of a zip file, and this is none", RawTables.Error(Text, new ReadingOptions { Entry = "c.csv" }));
    }

    [Fact]
    public void PackedFilesInAZipAreUnpackedButForZipFiles()
    {
        AssertTable(RawTables.Read(Zip(("data.csv.gz", TemporaryFile.Compress(Text)))));
        AssertTable(RawTables.Read(TemporaryFile.Compress(TemporaryFile.Compress(Text))));
        Assert.Equal("f: holds a zip file inside the zip file; unpack the outer one first", RawTables.Error(Zip(("inner.zip", Zip(("data.csv", "a\n1\n"u8.ToArray()))))));
        Assert.Equal("f: the zip file holds no file", RawTables.Error(Zip(("folder/", []))));
        Assert.Equal("f: the file is empty", RawTables.Error(Zip(("data.csv", []))));
    }

    [Fact]
    public void DamagedZipFilesAreOneLine()
    {
        var whole = Zip(CompressionLevel.Optimal, ("data.csv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => FormattableString.Invariant($"{i},{i * i}\n"))))));
        byte[] bad = [.. whole];
        bad[60] ^= 0x55;
        bad[61] ^= 0x55;
        var stored = Zip(CompressionLevel.NoCompression, ("data.csv", "a,y\n1,p\n2,q\n"u8.ToArray()));
        stored[stored.AsSpan().IndexOf("1,p"u8)] = (byte)'7';

        Assert.Equal("f: the compressed data is damaged", RawTables.Error(whole[..^30]));
        Assert.Equal("f: the compressed data is damaged", RawTables.Error(bad));
        Assert.Equal("f: the compressed data is damaged", RawTables.Error(stored));
    }

    [Fact]
    public void EncryptedFilesInAZipAreNamed()
    {
        var zip = Zip(("data.csv", Encoding.UTF8.GetBytes(Text)));
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Equal("f: 'data.csv' is encrypted; unpack it first", RawTables.Error(zip));
    }

    /// <summary>Through a real pipe: no seeking, no length.</summary>
    [Theory]
    [InlineData("two-members.csv.gz", "arrival", 60)]
    [InlineData("with-read-me.zip", "arrival", 60)]
    [InlineData("types.parquet", "tip", 60)]
    [InlineData("types.feather", "tip", 60)]
    [InlineData("batches.arrows", "tip", 60)]
    [InlineData("utf-16-no-mark.csv", "arrival", 60)]
    public async Task StandardInputIsReadAsAFileIs(string name, string label, int rows)
    {
        var result = await InspectPipeAsync("", name, label);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("standard input:", result.Output, StringComparison.Ordinal);
        Assert.Contains($" {rows} rows", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACopyThatCannotBeWrittenIsOneLine()
    {
        var result = await InspectPipeAsync("TMPDIR=/no/such/folder ", "types.parquet", "tip");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("counterweight: standard input: must be copied to /no/such/folder/, which fails: Could not find a part of the path", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("; give a file in place of a pipe\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Content_Types].xml xl/workbook.xml", "an Excel workbook; save the sheet as CSV")]
    [InlineData("[Content_Types].xml word/document.xml", "an Office document; save the table as CSV")]
    [InlineData("mimetype content.xml", "an OpenDocument file; save the sheet as CSV")]
    [InlineData("a.npy b.npy", "a NumPy archive (npz); save the array with numpy.savetxt or as Parquet")]
    public void ZipFilesOfOtherFormatsAreNamed(string entries, string expected) =>
        Assert.Equal($"f: is {expected}", RawTables.Error(Zip([.. entries.Split(' ').Select(name => (name, "x"u8.ToArray()))])));

    [Fact]
    public void ProgressCountsTheBytesOfTheFileAsItIs()
    {
        var bytes = TemporaryFile.Compress(Text);
        using var file = new TemporaryFile(bytes, ".csv.gz");
        var ofFile = new Reports();
        var ofPipe = new Reports();
        TableReader.Read(file.Path, new ReadingOptions(), ofFile, TestContext.Current.CancellationToken);
        TableReader.Read(new TrickleStream(bytes, 5), "f", new ReadingOptions(), ofPipe, TestContext.Current.CancellationToken);

        Assert.Equal((bytes.Length, bytes.Length), ofFile.All[^1]);
        Assert.Equal((bytes.Length, -1), ofPipe.All[^1]);
        Assert.Equal(ofPipe.All.Select(report => report.Read).Order(), ofPipe.All.Select(report => report.Read));
    }

    [Fact]
    public void NothingIsLeftOfAPipeThatWasCopied()
    {
        var before = Copies();
        RawTables.Read(Zip(("data.csv", Encoding.UTF8.GetBytes(Text))));
        RawTables.Error(Zip(("data.csv", []))[..40]);

        Assert.Equal(before, Copies());

        static string[] Copies() => Directory.GetFiles(Path.GetTempPath(), "counterweight-*");
    }

    /// <summary>Whoever waits for a pipe that nobody writes to can end it.</summary>
    [Fact]
    public async Task WaitingForAPipeEndsWhenItIsCancelled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no mkfifo.");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var make = Counterweight.Processes.ChildProcess.Start(new("mkfifo", [path])))
        {
            Assert.Equal(0, (await make.FinishAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ExitCode);
        }

        try
        {
            // Opening waits for a writer.
            using var opening = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            Assert.ThrowsAny<OperationCanceledException>(() => TableReader.Read(path, new ReadingOptions(), null, opening.Token));

            // Reading waits for what he writes.
            using var writer = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            writer.Write("a,y\n"u8);
            writer.Flush();
            using var reading = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            Assert.ThrowsAny<OperationCanceledException>(() => TableReader.Read(path, new ReadingOptions(), null, reading.Token));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Eight million lines, and nothing of them is kept.</summary>
    [Fact]
    public void GzipIsStreamed()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("% a comment of an ARFF file\n", 40_000)));
            for (var i = 0; i < 200; i++)
            {
                gzip.Write(lines);
            }

            gzip.Write("@relation r\n@attribute a numeric\n@data\n1\n"u8);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = RawTables.Read(bytes.ToArray(), atOnce: 1 << 16);

        Assert.Equal((1, 8_000_004), (table.RowCount, table.Columns[0].Texts[0].FirstLine));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    private static async Task<Counterweight.Processes.RunResult> InspectPipeAsync(string environment, string name, string label)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var script = $"file=$1; shift; cat \"$file\" | {environment}\"$@\"";
        using var process = Counterweight.Processes.ChildProcess.Start(new("sh", ["-c", script, "sh", Path.Combine(Door.Folder, name), host, "exec", Runner.Program, "inspect", "-", "--label", label]));
        return await Runner.FinishAsync(process).ConfigureAwait(false);
    }

    private static void AssertTable(RawTable table)
    {
        Assert.Equal((2, "a|y"), (table.RowCount, table.Names()));
        Assert.Equal(("1 2", "p q"), (table.Cells(0), table.Cells(1)));
    }

    private static void AssertError(string path, string expected) =>
        Assert.Equal($"{path}: {expected}", Assert.Throws<InputException>(() => TableReader.Read(path, new ReadingOptions(), null, TestContext.Current.CancellationToken)).Message);

    private static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip(CompressionLevel.Optimal, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private sealed class Reports : IProgress<(long Read, long Length)>
    {
        public List<(long Read, long Length)> All { get; } = [];

        public void Report((long Read, long Length) value) => All.Add(value);
    }
}
