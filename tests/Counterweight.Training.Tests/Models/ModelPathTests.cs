using System.IO.Pipes;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <summary>A file has a whole model or the one before.</summary>
public sealed class ModelPathTests : IDisposable
{
    private static readonly Dataset Data = TestData.Create(1, 2, [1, 2], [0, 1]);
    private static readonly DecisionTreeClassifier Model = DecisionTreeClassifier.Fit(Data);
    private readonly string folder = Directory.CreateTempSubdirectory("counterweight").FullName;

    private string Target => Path.Combine(folder, "model.cw");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WhatIsSavedIsLoadedAndNothingElseIsThere()
    {
        for (var round = 0; round < 2; round++)
        {
            ModelFile.Save(Model, Target, ModelSchema.Of(Data));
            Assert.Equal(TestData.Saved(Model, ModelSchema.Of(Data)), File.ReadAllBytes(Target));
            Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
        }

        Assert.Equal(["c0", "c1"], ModelFile.Load(Target).Schema.Classes);
        Assert.Equal(Model.Nodes.ToArray(), ModelFile.Load<DecisionTreeClassifier>(Target).Model.Nodes.ToArray());
    }

    [Fact]
    public void ASaveThatFailsLeavesTheFileThatWasThere()
    {
        File.WriteAllText(Target, "before");
        Assert.Throws<ArgumentException>("schema", () => ModelFile.Save(Model, Target, new ModelSchema([new("a"), new("b")], [])));
        Assert.Throws<NotSupportedException>(() => ModelFile.Save(new Unwritable(), Target));
        Assert.Equal("before", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task AReaderSeesAWholeModelAtAnyTime()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows replaces no file that is open.");

        // Two models of other lengths take turns under one name.
        var other = DecisionTreeClassifier.Fit(TestData.Glass());
        ModelFile.Save(Model, Target);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var round = 0; !done.IsCancellationRequested; round++)
            {
                ModelFile.Save(round % 2 == 0 ? other : Model, Target);
            }
        });
        for (var round = 0; round < 300; round++)
        {
            Assert.Contains(ModelFile.Load<DecisionTreeClassifier>(Target).Model.Nodes.Length, (int[])[Model.Nodes.Length, other.Nodes.Length]);
        }

        await done.CancelAsync();
        await writing;
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void ANameThatCannotBeTakenLeavesNoTemporaryFile()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "inside"), "kept");
        Assert.ThrowsAny<Exception>(() => ModelFile.Save(Model, Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
        var lost = Path.Combine(folder, "nowhere", "model.cw");
        Assert.Equal($"'{lost}': there is no folder '{Path.Combine(folder, "nowhere")}'.", Assert.Throws<DirectoryNotFoundException>(() => ModelFile.Save(Model, lost)).Message);
        Assert.Throws<ArgumentException>("path", () => ModelFile.Save(Model, ""));
        Assert.Throws<ArgumentNullException>("path", () => ModelFile.Load((string)null!));
    }

    [Fact]
    public void ALinkStaysALink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few users make links.");
        var (link, other) = (Path.Combine(folder, "link"), Path.Combine(folder, "deeper"));
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "model.cw"), "before");
        File.CreateSymbolicLink(link, Path.Combine(other, "model.cw"));
        ModelFile.Save(Model, link);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(TestData.Saved(Model), File.ReadAllBytes(Path.Combine(other, "model.cw")));
        Assert.Single(Directory.GetFileSystemEntries(other));
    }

    [Fact]
    public void APipeIsWrittenAsItIs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes have names of files on Linux.");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        ModelFile.Save(Model, $"/proc/self/fd/{pipe.GetClientHandleAsString()}");
        pipe.DisposeLocalCopyOfClientHandle();
        using var read = new MemoryStream();
        pipe.CopyTo(read);
        Assert.Equal(TestData.Saved(Model), read.ToArray());
    }

    [Fact]
    public void WhoMayReadTheFileStaysTheSame()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (!OperatingSystem.IsWindows())
        {
            File.WriteAllText(Target, "before");
            File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            ModelFile.Save(Model, Target);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        }
    }

    [Fact]
    public void BytesAfterTheModelAreRefused()
    {
        File.WriteAllBytes(Target, [.. TestData.Saved(Model), 0]);
        Assert.Contains("bytes follow", Assert.Throws<InvalidDataException>(() => ModelFile.Load(Target)).Message, StringComparison.Ordinal);
        Assert.Contains("bytes follow", Assert.Throws<InvalidDataException>(() => ModelFile.Load<DecisionTreeClassifier>(Target)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ModelFile.Load(Path.Combine(folder, "none")));
    }

    private sealed class Unwritable : ISavedModel
    {
        public int FeatureCount => 1;

        string ISavedModel.Kind => "unwritable";

        void ISavedModel.Write(ModelWriter writer) => throw new NotSupportedException();
    }
}
