using System.IO.Compression;
using System.Xml.Linq;

namespace Counterweight.Packages.Tests;

/// <summary>What is in the file of a package.</summary>
internal sealed class Package : IDisposable
{
    // What NuGet adds for the container itself.
    private static readonly string[] Container = ["_rels/", "package/services/", "[Content_Types].xml"];

    private readonly ZipArchive archive;

    public Package(string path)
    {
        archive = ZipFile.OpenRead(path);
        Metadata = XDocument.Load(new MemoryStream(Read(Files.Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal))))).Root!.Elements().Single();
    }

    /// <summary>The element of the manifest.</summary>
    public XElement Metadata { get; }

    public string[] Files =>
        [.. archive.Entries.Select(entry => entry.FullName).Where(name => !Container.Any(part => name.StartsWith(part, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    /// <summary>The packages that it depends on, with their least versions.</summary>
    public string[] Dependencies =>
        [.. Metadata.Descendants(Name("dependency")).Select(each => $"{each.Attribute("id")!.Value} {each.Attribute("version")!.Value}").Order(StringComparer.Ordinal)];

    /// <summary>The text of an element of the manifest, "" where there is none.</summary>
    public string this[string element] => Metadata.Element(Name(element))?.Value ?? "";

    public XName Name(string element) => Metadata.Name.Namespace + element;

    public byte[] Read(string file)
    {
        using var stream = archive.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => archive.Dispose();
}
