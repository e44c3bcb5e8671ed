using System.Runtime.InteropServices;

namespace Counterweight.Benchmarks.Tests;

/// <summary>A directory of raw arrays that is gone after the test.</summary>
internal sealed class ArrayDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("counterweight").FullName;

    public bool Has(string name) => File.Exists(FileOf(name));

    public void Write<T>(string name, ReadOnlySpan<T> elements)
        where T : unmanaged =>
        File.WriteAllBytes(FileOf(name), MemoryMarshal.AsBytes(elements));

    public T[] Read<T>(string name)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(FileOf(name))).ToArray();

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string FileOf(string name) => System.IO.Path.Combine(Path, name);
}
