using System.Runtime.InteropServices;

namespace Counterweight.Benchmarks.Trees;

/// <summary>Files that hold the elements of an array and nothing else, as NumPy's tofile and fromfile have them.</summary>
internal static class RawArray
{
    /// <exception cref="UsageException">There is no such file, or it does not hold whole elements.</exception>
    public static T[] Read<T>(string directory, string name)
        where T : unmanaged
    {
        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
        {
            throw new UsageException($"there is no '{path}'");
        }

        using var file = File.OpenRead(path);
        var size = Marshal.SizeOf<T>();
        if (file.Length % size != 0 || file.Length / size > Array.MaxLength)
        {
            throw new UsageException($"'{path}' has {file.Length} bytes, no array of elements of {size}");
        }

        var elements = GC.AllocateUninitializedArray<T>((int)(file.Length / size));
        file.ReadExactly(MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    /// <summary>As <see cref="Read{T}"/>, of a length that is known.</summary>
    /// <exception cref="UsageException">There is no such file, or it has another length.</exception>
    public static T[] Read<T>(string directory, string name, long length)
        where T : unmanaged
    {
        var elements = Read<T>(directory, name);
        return elements.Length == length
            ? elements
            : throw new UsageException($"'{Path.Combine(directory, name)}' has {elements.Length} elements instead of {length}");
    }

    public static void Write<T>(string directory, string name, ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        using var file = File.Create(Path.Combine(directory, name));
        file.Write(MemoryMarshal.AsBytes(elements));
    }
}
