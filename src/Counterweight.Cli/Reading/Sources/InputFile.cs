using Counterweight.Cli.Output;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Opens what the user names, and says in one line why that, or reading it, fails.</summary>
internal static class InputFile
{
    /// <summary>The name of standard input in messages.</summary>
    public const string StandardInputName = "standard input";

    /// <summary>What a path is called in messages, on one line whatever it holds.</summary>
    public static string Name(string path) => string.Equals(path, TableReader.StandardInput, StringComparison.Ordinal) ? StandardInputName : Shown.Visible(path);

    /// <summary>A name in messages without its folder.</summary>
    public static string ShortName(string name) => name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..] is { Length: > 0 } last ? last : name;

    /// <summary>Opens a file, a pipe or standard input.</summary>
    public static Stream Open(string path, CancellationToken cancellation)
    {
        if (string.Equals(path, TableReader.StandardInput, StringComparison.Ordinal))
        {
            return StandardInput.Open(cancellation);
        }

        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputException($"'{FilePlace.OneLine(path)}': no such file");
        }

        if (Directory.Exists(path))
        {
            throw new InputException($"{Name(path)}: is a directory");
        }

        // Opening a named pipe waits until somebody writes to it.
        var file = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan), CancellationToken.None)
            .WaitAsync(cancellation).GetAwaiter().GetResult();
        return file.CanSeek ? file : new InterruptibleStream(file, cancellation);
    }

    /// <summary>Does what reads a file. What goes wrong there becomes a line that begins with the file's name.</summary>
    public static T Guard<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{source}: no such file", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException($"{source}: may not be read", e);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{source}: the compressed data is damaged", e);
        }
        catch (IOException e)
        {
            throw new InputException($"{source}: {FilePlace.WithoutBreaks(e.Message)}", e);
        }
    }
}
