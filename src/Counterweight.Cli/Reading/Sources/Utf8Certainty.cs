namespace Counterweight.Cli.Reading.Sources;

/// <summary>Why text is taken for UTF-8.</summary>
internal enum Utf8Certainty
{
    /// <summary>Nothing speaks against it yet.</summary>
    Assumed,

    /// <summary>It begins with a byte order mark.</summary>
    Marked,

    /// <summary>The user says so.</summary>
    Said,
}
