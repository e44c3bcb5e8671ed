using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Counterweight.Tests;
using Xunit;

namespace Counterweight.Packages.Tests;

/// <summary>What is in the packages, and nothing else.</summary>
public sealed class PackageTests(PackedFeed feed)
{
    private const string Tensors = "System.Numerics.Tensors 10.0.12";

    private static readonly string[] ToolLibraries =
    [
        "Apache.Arrow.Compression.dll", "Apache.Arrow.Scalars.dll", "Apache.Arrow.dll", "CsvHelper.dll", "Google.Protobuf.dll", "K4os.Compression.LZ4.Streams.dll",
        "K4os.Compression.LZ4.dll", "K4os.Hash.xxHash.dll", "OxyPlot.dll", "ParquetSharp.dll", "Spectre.Console.Ansi.dll", "Spectre.Console.dll", "System.CommandLine.dll", "System.IO.Hashing.dll",
        "System.Numerics.Tensors.dll", "ZstdSharp.dll", "csFastFloat.dll",
        "runtimes/linux-arm64/native/ParquetSharpNative.so", "runtimes/linux-x64/native/ParquetSharpNative.so",
        "runtimes/osx-arm64/native/ParquetSharpNative.dylib", "runtimes/osx-x64/native/ParquetSharpNative.dylib",
        "runtimes/win-arm64/native/ParquetSharpNative.dll", "runtimes/win-x64/native/ParquetSharpNative.dll",
    ];

    private static readonly string[] ToolPrograms =
    [
        "Counterweight.dll", "Counterweight.pdb", "Counterweight.Training.dll", "Counterweight.Training.pdb", "Counterweight.Onnx.dll", "Counterweight.Onnx.pdb", "Counterweight.Cli.dll", "Counterweight.Cli.pdb",
        "Counterweight.Cli.deps.json", "Counterweight.Cli.runtimeconfig.json", "DotnetToolSettings.xml",
    ];

    public static TheoryData<string> Ids => ["Counterweight", "Counterweight.Cli", "Counterweight.LightGbm", "Counterweight.ML", "Counterweight.Onnx", "Counterweight.TorchSharp", "Counterweight.Training"];

    public static TheoryData<string> Libraries => ["Counterweight", "Counterweight.LightGbm", "Counterweight.ML", "Counterweight.Onnx", "Counterweight.TorchSharp", "Counterweight.Training"];

    [Fact]
    public void ThePackagesAreMadeWithSymbols() =>
        Assert.Equal(Ids.SelectMany(id => (string[])[$"{id.Data}.{feed.Version}.nupkg", $"{id.Data}.{feed.Version}.snupkg"]).Order(StringComparer.Ordinal), feed.Names(), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Libraries))]
    public void ALibraryHasItsFilesAlone(string id)
    {
        using var package = new Package(feed.PathOf(id));
        Assert.Equal(Sorted([$"{id}.nuspec", "README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", .. Licenses(id)]), package.Files);

        using var symbols = new Package(feed.PathOf(id, "snupkg"));
        Assert.Equal(Sorted([$"{id}.nuspec", $"lib/net10.0/{id}.pdb"]), symbols.Files);
    }

    [Fact]
    public void TheToolHasItsFilesAlone()
    {
        using var package = new Package(feed.PathOf("Counterweight.Cli"));
        Assert.Equal(Sorted(["Counterweight.Cli.nuspec", "README.md", "icon.png", .. ToolPrograms.Concat(ToolLibraries).Select(name => "tools/net10.0/any/" + name)]), package.Files);
        Assert.Equal("DotnetTool", package.Metadata.Descendants(package.Name("packageType")).Single().Attribute("name")!.Value);

        var command = XDocument.Load(new MemoryStream(package.Read("tools/net10.0/any/DotnetToolSettings.xml"))).Descendants("Command").Single();
        Assert.Equal(("counterweight", "Counterweight.Cli.dll", "dotnet"), (command.Attribute("Name")!.Value, command.Attribute("EntryPoint")!.Value, command.Attribute("Runner")!.Value));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheManifestSaysWhatAPackageIs(string id)
    {
        using var package = new Package(feed.PathOf(id));
        Assert.Equal((id, feed.Version, "MIT", "README.md", "icon.png"), (package["id"], package["version"], package["license"], package["readme"], package["icon"]));
        Assert.Equal("expression", package.Metadata.Element(package.Name("license"))!.Attribute("type")!.Value);
        Assert.Equal("The Counterweight authors", package["authors"]);
        Assert.Contains("imbalanced", package["description"], StringComparison.Ordinal);
        Assert.Contains("imbalanced-learning", package["tags"].Split(' '), StringComparer.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(SourceTree.Root, "src", id, "README.md")), package.Read("README.md"));

        // Signature, and the two numbers that its header begins with.
        var icon = package.Read("icon.png");
        Assert.Equal("PNG"u8, icon.AsSpan(1, 3));
        Assert.Equal((128, 128), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
    }

    [Fact]
    public void DependenciesAreThoseThatAreNamed()
    {
        Assert.Equal([Tensors], Dependencies("Counterweight"));
        Assert.Equal([$"Counterweight {feed.Version}", Tensors], Dependencies("Counterweight.Training"));
        Assert.Equal([$"Counterweight.Training {feed.Version}", "Microsoft.ML 5.0.1", Tensors], Dependencies("Counterweight.ML"));
        Assert.Equal([$"Counterweight.Training {feed.Version}", "LightGBM 4.7.0", Tensors], Dependencies("Counterweight.LightGbm"));
        Assert.Equal([$"Counterweight.Training {feed.Version}", "Google.Protobuf 3.36.2", Tensors], Dependencies("Counterweight.Onnx"));
        Assert.Equal([$"Counterweight {feed.Version}", "Google.Protobuf 3.36.2", Tensors, "TorchSharp 0.107.0"], Dependencies("Counterweight.TorchSharp"));
        Assert.Empty(Dependencies("Counterweight.Cli"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void EveryPublicTypeIsDocumented(string id)
    {
        using var package = new Package(feed.PathOf(id));
        var documented = XDocument.Load(new MemoryStream(package.Read($"lib/net10.0/{id}.xml"))).Descendants("member").Select(member => member.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/net10.0/{id}.dll")));
        var reader = assembly.GetMetadataReader();
        string[] types =
        [
            .. reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) is System.Reflection.TypeAttributes.Public)
                .Select(type => $"T:{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"),
        ];

        Assert.True(types.Length >= 4);
        Assert.DoesNotContain(types, type => !documented.Contains(type));
    }

    /// <summary>A debugger takes symbols by this number, and the compiler says that the same sources give the same bytes.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void SymbolsAreThoseOfTheLibrary(string id)
    {
        using var package = new Package(feed.PathOf(id));
        using var symbols = new Package(feed.PathOf(id, "snupkg"));
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/net10.0/{id}.dll")));
        using var portable = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Read($"lib/net10.0/{id}.pdb")));
        var entries = assembly.ReadDebugDirectory();

        var code = assembly.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type is DebugDirectoryEntryType.CodeView));
        Assert.Equal(code.Guid, new BlobContentId(portable.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
        Assert.Contains(entries, entry => entry.Type is DebugDirectoryEntryType.Reproducible);
    }

    private string[] Dependencies(string id)
    {
        using var package = new Package(feed.PathOf(id));
        return package.Dependencies;
    }

    // Of what others wrote and a package holds.
    private static string[] Licenses(string id) => id is "Counterweight.Onnx" ? ["onnx-license.txt"] : [];

    private static string[] Sorted(string[] names) => [.. names.Order(StringComparer.Ordinal)];
}
