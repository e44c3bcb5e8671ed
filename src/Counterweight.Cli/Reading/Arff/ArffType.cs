namespace Counterweight.Cli.Reading.Arff;

/// <summary>Types of attributes.</summary>
internal enum ArffType
{
    /// <summary>numeric, real, integer.</summary>
    Number,

    /// <summary>A list of values in braces.</summary>
    Nominal,

    Text,
    Date,
}
