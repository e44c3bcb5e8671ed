using System.IO.Compression;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Finds the one table in a zip file.</summary>
internal static class ZipEntries
{
    private const int MostShown = 12;

    private static readonly string[][] Endings =
    [
        [".csv", ".tsv", ".tab", ".data", ".dat", ".arff", ".libsvm", ".svm", ".svmlight", ".parquet", ".feather", ".arrow", ".ipc"],
        [".txt", ".test", ".train", ".all"],
    ];

    /// <summary>The entry that holds the table.</summary>
    /// <param name="zip">The zip file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="said">The entry the user names, or null.</param>
    /// <param name="note">What to tell about the choice, or null.</param>
    /// <exception cref="InputException">There is none, or more than one.</exception>
    public static ZipArchiveEntry Choose(ZipArchive zip, string source, string? said, out string? note)
    {
        note = null;
        RefuseOffice(zip, source);
        ZipArchiveEntry[] files = [.. zip.Entries.Where(IsFile)];
        if (said is not null)
        {
            return files.FirstOrDefault(file => string.Equals(file.FullName, said, StringComparison.Ordinal))
                ?? Only([.. files.Where(file => string.Equals(file.Name, said, StringComparison.Ordinal))])
                ?? throw FilePlace.Error(source, $"no entry '{FilePlace.OneLine(said)}'; the entries are {List(files)}");
        }

        if (files.Length <= 1)
        {
            return Only(files) ?? throw FilePlace.Error(source, "the zip file holds no file");
        }

        foreach (var endings in Endings)
        {
            ZipArchiveEntry[] tables = [.. files.Where(file => HasEnding(file.Name, endings))];
            if (tables.Length == 1)
            {
                note = $"the zip file holds {files.Length} files, '{FilePlace.OneLine(tables[0].FullName)}' is read (--entry NAME chooses another)";
                return tables[0];
            }

            if (tables.Length > 1)
            {
                break;
            }
        }

        throw FilePlace.Error(source, $"the zip file holds {files.Length} files; choose one with --entry NAME: {List(files)}");
    }

    /// <summary>Opens an entry, or says why it cannot be opened. The zip file closes it.</summary>
    public static Stream Open(ZipArchiveEntry entry, string source)
    {
        if (entry.IsEncrypted)
        {
            throw FilePlace.Error(source, $"'{FilePlace.OneLine(entry.FullName)}' is encrypted; unpack it first");
        }

        try
        {
            return new CheckedStream(entry.Open(), entry.Length, entry.Crc32);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{source}: '{FilePlace.OneLine(entry.FullName)}' is damaged or compressed in a way that is not read; unpack it first", e);
        }
    }

    private static bool IsFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && !entry.Name.StartsWith('.') && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    private static bool HasEnding(string name, string[] endings)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Array.Exists(endings, ending => plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static ZipArchiveEntry? Only(ZipArchiveEntry[] files) => files.Length == 1 ? files[0] : null;

    private static string List(ZipArchiveEntry[] files) =>
        string.Join(", ", files.Take(MostShown).Select(file => FilePlace.OneLine(file.FullName))) + (files.Length > MostShown ? $" and {files.Length - MostShown} more" : "");

    // Documents and packages are zip files of other files.
    private static void RefuseOffice(ZipArchive zip, string source)
    {
        var names = zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        var format = names.Contains("[Content_Types].xml") ? (names.Any(name => name.StartsWith("xl/", StringComparison.Ordinal)) ? new ForeignFormat("an Excel workbook", "save the sheet as CSV") : new ForeignFormat("an Office document", "save the table as CSV"))
            : names.Contains("mimetype") && names.Contains("content.xml") ? new ForeignFormat("an OpenDocument file", "save the sheet as CSV")
            : names.Contains("META-INF/MANIFEST.MF") ? new ForeignFormat("a Java archive", "give a table")
            : names.Count > 0 && names.All(name => name.EndsWith(".npy", StringComparison.Ordinal)) ? new ForeignFormat("a NumPy archive (npz)", "save the array with numpy.savetxt or as Parquet")
            : names.Any(name => name.EndsWith("/data.pkl", StringComparison.Ordinal)) ? new ForeignFormat("a PyTorch file", "save the table as CSV or Parquet")
            : null;
        if (format is not null)
        {
            throw format.Refuse(source);
        }
    }
}
