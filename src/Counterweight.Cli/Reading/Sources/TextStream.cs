namespace Counterweight.Cli.Reading.Sources;

/// <summary>Text as UTF-8 without a byte order mark, without NUL, with no byte that was not understood.</summary>
internal abstract class TextStream : ForwardStream
{
    private readonly List<string> notes = [];

    /// <summary>What was assumed of its encoding; complete when all is read.</summary>
    public IReadOnlyList<string> Notes => notes;

    protected void Note(string note) => notes.Add(note);
}
