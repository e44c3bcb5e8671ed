namespace Counterweight.Cli.Exporting;

/// <summary>Formats of other programs that models are written in.</summary>
internal enum ExportFormat
{
    /// <summary>What the extension of the file says.</summary>
    Auto,

    /// <summary>ONNX.</summary>
    Onnx,

    /// <summary>The text format of LightGBM.</summary>
    LightGbm,
}
