namespace Counterweight.Cli.Reading.Sources;

/// <summary>What bytes are, by what they begin with.</summary>
internal enum ContentKind
{
    /// <summary>Text, as far as one can tell.</summary>
    Text,

    Gzip,
    Zip,
    Parquet,
    ArrowFile,
    ArrowStream,
}
