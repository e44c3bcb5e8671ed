using Counterweight.Cli.Models;
using Counterweight.Cli.Output;
using Counterweight.Onnx;

namespace Counterweight.Cli.Exporting;

/// <summary>What was written.</summary>
/// <param name="Model">The model.</param>
/// <param name="Format">In which format.</param>
/// <param name="Options">What an ONNX file is like.</param>
/// <param name="Target">Where to.</param>
internal sealed record ExportReport(TrainedModel Model, ExportFormat Format, OnnxOptions Options, OutputFile Target);
