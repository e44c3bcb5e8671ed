using System.Text.RegularExpressions;

namespace Counterweight.Tests.Sources;

/// <summary>What a document of the checkout points at: relative links with their headings, and paths from the root.</summary>
internal static partial class DocumentPaths
{
    /// <summary>The targets in the text of a document that do not exist.</summary>
    public static IEnumerable<string> Dead(string document, string text) => Link().Matches(text)
        .Select(link => link.Groups["target"].Value)
        .Where(target => !target.Contains(':', StringComparison.Ordinal) && !IsLinked(document, text, target))
        .Concat(Named().Matches(text).Select(path => path.Value).Where(path => !Exists(path)))
        .Distinct(StringComparer.Ordinal);

    private static bool IsLinked(string document, string text, string target)
    {
        var parts = target.Split('#');
        var file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        if (!File.Exists(Path.Combine(SourceTree.Root, file)) && !Directory.Exists(Path.Combine(SourceTree.Root, file)))
        {
            return false;
        }

        var read = parts[0].Length == 0 ? text : parts.Length > 1 ? File.ReadAllText(Path.Combine(SourceTree.Root, file)) : "";
        return parts.Length == 1 || Heading().Matches(read).Any(heading => string.Equals(Anchor(heading.Groups["title"].Value), parts[1], StringComparison.Ordinal));
    }

    /// <summary>What GitHub makes of a heading: letters, digits, hyphens; spaces become hyphens.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));

    // NewLoss.cs stands for a file that a reader will add: its folder must exist. A star matches a file at least.
    private static bool Exists(string path)
    {
        var (folder, name) = (Path.Combine(SourceTree.Root, Path.GetDirectoryName(path)!), Path.GetFileName(path));
        return name.StartsWith("New", StringComparison.Ordinal) ? Directory.Exists(folder)
            : name.Contains('*', StringComparison.Ordinal) ? Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, name).Any()
            : File.Exists(Path.Combine(folder, name)) || Directory.Exists(Path.Combine(folder, name));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.-])(src|tests|docs|bench|\.ci|\.github)/[\w./*-]*[\w*]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Heading();
}
