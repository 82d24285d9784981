// What speaks to kernels and draws their outputs: JupyterLab's own packages.
export { KernelManager, ServerConnection } from "@jupyterlab/services";
export { MimeModel, RenderMimeRegistry, standardRendererFactories } from "@jupyterlab/rendermime";
