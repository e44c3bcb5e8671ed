using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Models;

/// <summary>A file that may hold a model or a table, opened once: a pipe cannot be opened again.</summary>
internal sealed class OpenedInput : IDisposable
{
    private readonly Stream opened;

    private OpenedInput(string path, CancellationToken cancellation)
    {
        opened = InputFile.Open(path, cancellation);
        if (opened.CanSeek)
        {
            Span<byte> head = stackalloc byte[ModelInput.HeadLength];
            IsModel = ModelInput.IsModel(head[..opened.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
            opened.Position = 0;
            Stream = opened;
        }
        else
        {
            var peeked = new PeekedStream(opened, ModelInput.HeadLength);
            IsModel = ModelInput.IsModel(peeked.Head);
            Stream = peeked;
        }
    }

    /// <summary>Whether it is a model, by its first bytes.</summary>
    public bool IsModel { get; }

    /// <summary>The bytes from the first on.</summary>
    public Stream Stream { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">A path, or - for standard input.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static OpenedInput Open(string path, CancellationToken cancellation) => InputFile.Guard(InputFile.Name(path), () => new OpenedInput(path, cancellation));

    public void Dispose()
    {
        Stream.Dispose();
        opened.Dispose();
    }
}
