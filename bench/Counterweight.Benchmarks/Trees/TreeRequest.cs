using System.Globalization;

namespace Counterweight.Benchmarks.Trees;

/// <summary>What to run: <c>tree directory=/data threads=1 classes=2 features=50 depth=8</c>.</summary>
internal sealed class TreeRequest
{
    private const string ThreadsKey = "threads";

    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal);
    private readonly HashSet<string> unread;

    private TreeRequest(string work, IEnumerable<string> words)
    {
        Work = work;
        foreach (var word in words)
        {
            if (word.Split('=', 2) is not [var key, var value] || !settings.TryAdd(key, value))
            {
                throw new UsageException($"'{word}' is not KEY=VALUE, or the key comes twice.");
            }
        }

        unread = [.. settings.Keys];
        Directory = Text("directory");
        Threads = Positive(ThreadsKey, 1);
    }

    /// <summary>The kernel or trainer.</summary>
    public string Work { get; }

    /// <summary>Where the arrays are and the results go.</summary>
    public string Directory { get; }

    /// <summary>Threads at most.</summary>
    public int Threads { get; }

    /// <summary>All but the number of threads: the same text, the same arrays.</summary>
    public string WithoutThreads =>
        string.Join(' ', settings.Where(setting => !string.Equals(setting.Key, ThreadsKey, StringComparison.Ordinal)).Select(setting => $"{setting.Key}={setting.Value}").Prepend(Work));

    /// <exception cref="UsageException">The line is no request.</exception>
    public static TreeRequest Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1
            ? new(words[0], words.Skip(1))
            : throw new UsageException($"'{line}' is not WORK directory=DIRECTORY KEY=VALUE ….");
    }

    /// <summary>A setting that must be there.</summary>
    public string Text(string key) => Find(key) ?? throw new UsageException($"{Work} needs {key}=.");

    /// <summary>A number of at least 1 that must be there, unless there is another to take.</summary>
    public int Positive(string key, int? otherwise = null)
    {
        if (otherwise is { } number && !settings.ContainsKey(key))
        {
            return number;
        }

        return int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0
            ? number
            : throw new UsageException($"{key} is '{settings[key]}', which is no number of at least 1.");
    }

    /// <summary>A finite number of at least 0.</summary>
    public double Real(string key, double otherwise)
    {
        if (Find(key) is not { } text)
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && double.IsFinite(number)
            ? number
            : throw new UsageException($"{key} is '{text}', which is no finite number of at least 0.");
    }

    /// <summary>One of some words.</summary>
    public T OneOf<T>(string key, T otherwise, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Find(key) is not { } text)
        {
            return otherwise;
        }

        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        throw new UsageException($"{key} is '{text}', which {Work} does not know.");
    }

    /// <summary>Call when all is read that the work knows.</summary>
    /// <exception cref="UsageException">There is more.</exception>
    public void RefuseOthers()
    {
        if (unread.Count > 0)
        {
            throw new UsageException($"{Work} does not know {string.Join(", ", unread.Order(StringComparer.Ordinal))}.");
        }
    }

    private string? Find(string key)
    {
        unread.Remove(key);
        return settings.GetValueOrDefault(key);
    }
}
